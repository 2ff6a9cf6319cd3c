import type { Department, Member, Mention } from '@/api/types';
import { circleWords, everyone } from './mentions';

const most = 8;

interface Choices {
  members: Member[];
  /** Circles are offered to those who may call everybody. */
  departments: Department[];
  circles: Record<string, string>;
  me: string;
  nameOf: (one: { name: string; name_zh: string }) => string;
}

/** Somebody who can be named; outside: the company of somebody who is from outside. */
export type Choice = Mention & { outside?: string | undefined };

/** Who the @ may mean: circles by their word, then members and departments by any part of either name. */
export function mentionChoices(words: string, { members, departments, circles, me, nameOf }: Choices): Choice[] {
  const wanted = words.toLowerCase();
  const called = Object.entries(circles)
    .filter(([id, name]) => [name, ...circleWords(id)].some((word) => word.toLowerCase().startsWith(wanted)))
    .filter(([id]) => id === everyone || wanted !== '')
    .map(([id, name]) => ({ person_id: id, name, name_zh: '' }));
  const holds = (one: { name: string; name_zh: string }) => `${one.name} ${one.name_zh}`.toLowerCase().includes(wanted);
  const asMention = (id: string, one: { name: string; name_zh: string }) => ({
    person_id: id,
    name: nameOf(one),
    name_zh: '',
  });
  const people = members
    .filter((one) => one.id !== me && holds(one))
    .map((one): Choice => ({ ...asMention(one.id, one), outside: one.outside }));
  const groups = wanted === '' ? [] : departments.filter(holds).map((one) => asMention(`department:${one.id}`, one));
  return [...called, ...people.slice(0, most - 2), ...groups, ...people.slice(most - 2)].slice(0, most);
}
