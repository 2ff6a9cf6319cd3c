import type { Member, Mention } from '@/api/types';
import { everyone, everyoneWords } from './mentions';

const most = 8;

/** Who the @ may mean: everybody first, then members by any part of either name. */
export function mentionChoices(
  members: Member[],
  words: string,
  me: string,
  everyoneName: string,
  nameOf: (member: Member) => string,
): Mention[] {
  const wanted = words.toLowerCase();
  const all = [everyoneName, ...everyoneWords].some((word) => word.toLowerCase().startsWith(wanted));
  const people = members
    .filter((one) => one.id !== me && `${one.name} ${one.name_zh}`.toLowerCase().includes(wanted))
    .map((one) => ({ person_id: one.id, name: nameOf(one) }));
  return [...(all ? [{ person_id: everyone, name: everyoneName }] : []), ...people].slice(0, most);
}
