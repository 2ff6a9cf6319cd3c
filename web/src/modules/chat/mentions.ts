import type { Mention } from '@/api/types';

export const everyone = 'all';
/** How those whom no name stands for may be written in a message, in any of the languages. */
const circles: Record<string, string[]> = {
  [everyone]: ['all', '所有人'],
  'role:administrator': ['administrators', '管理員', '管理员'],
  'role:manager': ['managers', '主管', '主管們', '主管们'],
};
export const circleWords = (id: string) => circles[id] ?? [];
export const isCircle = (id: string) => id === everyone || id.startsWith('role:') || id.startsWith('department:');

const namesOf = (one: Mention) => [...circleWords(one.person_id), one.name, one.name_zh].filter(Boolean);

export interface MentionQuery {
  start: number;
  words: string;
}

// An @ counts at the start, after a space or after a Chinese character, which needs no space. After a
// Latin letter or digit it is an e-mail address.
const pattern = /(?:^|[\s\p{Script=Han}\p{P}])@([^\s@]{0,24})$/u;

/** The name being typed at the caret, or null. */
export function mentionAt(text: string, caret: number): MentionQuery | null {
  const before = text.slice(0, caret);
  const found = pattern.exec(before);
  if (!found) return null;
  const words = found[1] ?? '';
  return { start: caret - words.length - 1, words };
}

export function insertMention(text: string, query: MentionQuery, caret: number, name: string) {
  const head = `${text.slice(0, query.start)}@${name} `;
  return { text: head + text.slice(caret).replace(/^ /, ''), caret: head.length };
}

/** Only people whose name still stands in the text are mentioned. */
export function mentionsIn(text: string, picked: Mention[]): string[] {
  const standing = picked.filter((one) => namesOf(one).some((name) => text.includes(`@${name}`)));
  if (standing.some((one) => one.person_id === everyone)) return [everyone];
  return [...new Set(standing.map((one) => one.person_id))];
}

/** So many are told at once only when their writer says so again. */
const many = 50;

/** Whether names call everybody, or may call more than fifty: a department or a role may be all of a group. */
export function callsMany(mentions: string[], members: number): boolean {
  const circle = mentions.some((one) => one.includes(':'));
  return mentions.includes(everyone) || mentions.length > many || (circle && members > many);
}

export interface Part {
  kind: 'text' | 'mention' | 'link';
  text: string;
}

const literal = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
const link = 'https?:\\/\\/[^\\s<>"\'，。；：！？）」』】]+';

/** Finds names and, if wanted, links in a text. */
export function mentionPattern(mentions: Mention[], links: boolean): RegExp | null {
  const longestFirst = [...new Set(mentions.flatMap(namesOf))].sort((a, b) => b.length - a.length).map(literal);
  const wanted = [...(longestFirst.length > 0 ? [`@(?:${longestFirst.join('|')})`] : []), ...(links ? [link] : [])];
  return wanted.length > 0 ? new RegExp(wanted.join('|'), 'gu') : null;
}

/** Whether a name in a text means me: my own, everybody's, or that of a circle I am counted in. */
export function meansMe(part: string, mentions: Mention[], me: string): boolean {
  const named = mentions.some((one) => one.person_id === me);
  return mentions.some(
    (one) =>
      (one.person_id === me || one.person_id === everyone || (named && isCircle(one.person_id))) &&
      namesOf(one).some((name) => part === `@${name}`),
  );
}

/** Splits a message into plain text, mentions and links, for showing. */
export function splitText(text: string, mentions: Mention[]): Part[] {
  const find = mentionPattern(mentions, true) ?? /$^/gu;
  const parts: Part[] = [];
  let from = 0;
  for (const found of text.matchAll(find)) {
    const raw = found[0];
    const kind = raw.startsWith('@') ? 'mention' : 'link';
    // A full stop or bracket after an address belongs to the sentence.
    const shown = kind === 'link' ? raw.replace(/[.,;:!?)\]]+$/, '') : raw;
    if (found.index > from) parts.push({ kind: 'text', text: text.slice(from, found.index) });
    parts.push({ kind, text: shown });
    from = found.index + shown.length;
  }
  if (from < text.length) parts.push({ kind: 'text', text: text.slice(from) });
  return parts;
}
