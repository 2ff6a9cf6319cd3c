import type { TFunction } from 'i18next';

interface Line {
  text: string;
  sender_name: string;
  sender_name_zh?: string;
}

/** What the system says in a conversation: its text is the name of the line, about whoever it is from. */
export function systemLine(
  line: Line,
  t: TFunction,
  named: (person: { name: string; name_zh?: string }) => string,
): string {
  const name = named({ name: line.sender_name, name_zh: line.sender_name_zh ?? '' }) || t('chat:former');
  if (line.text === 'left') return t('chat:line_left', { name });
  return line.text === 'removed' ? t('chat:line_removed', { name }) : line.text;
}
