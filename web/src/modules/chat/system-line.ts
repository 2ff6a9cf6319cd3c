import type { TFunction } from 'i18next';

interface Person {
  name: string;
  name_zh?: string;
}

interface Line {
  text: string;
  sender_name: string;
  sender_name_zh?: string;
  /** The first of those whom it is about, where they are known. */
  mentions?: Person[] | null;
}

/** How many names a line has before it counts. */
const most = 3;

/** What the system says in a conversation: its text is the name of the line, about whoever it is from. */
export function systemLine(line: Line, t: TFunction, named: (person: Person) => string): string {
  const name = named({ name: line.sender_name, name_zh: line.sender_name_zh ?? '' }) || t('chat:former');
  const [what, number] = line.text.split(' ');
  switch (what) {
    case 'left':
      return t('chat:line_left', { name });
    case 'removed':
      return t('chat:line_removed', { name });
    case 'joined':
      return t('chat:line_joined', { name });
    case 'added':
      return added(Number(number), line.mentions ?? [], name, t, named);
    default:
      return line.text;
  }
}

function added(number: number, persons: Person[], name: string, t: TFunction, named: (person: Person) => string) {
  const names = persons.slice(0, most).map((one) => named(one) || t('chat:former'));
  if (names.length === 0) return t('chat:line_added_people', { name });
  const more = number - names.length;
  const list = names.join(t('chat:line_between'));
  return more > 0 ? t('chat:line_added_more', { name, list, number: more }) : t('chat:line_added', { name, list });
}
