// How a person's or an organisation's name is written in each language.

interface Named {
  name: string;
  name_zh?: string;
  given_name_en?: string;
}

export const isChinese = (lang: string) => lang.startsWith('zh');

export function personName(person: Named, lang: string): string {
  const { name, name_zh: zh, given_name_en: given } = person;
  if (isChinese(lang) && zh) return given ? `${zh} (${given})` : zh;
  return name || zh || '';
}

/** The other script, shown small beside the first where there is room. */
export function secondName(person: Named, lang: string): string {
  const zh = person.name_zh ?? '';
  if (isChinese(lang)) return zh ? person.name : '';
  return zh;
}

export function organisationName(org: Named, lang: string): string {
  return isChinese(lang) ? org.name_zh || org.name : org.name || org.name_zh || '';
}

const hanRun = /\p{Script=Han}/u;

/** One or two signs for an avatar: the given name in Chinese, initials otherwise. */
export function initials(name: string): string {
  const plain = name.replace(/\(.*?\)/g, '').trim();
  const hanChars = [...plain].filter((char) => hanRun.test(char));
  if (hanChars.length > 0) return hanChars.slice(-2).join('');
  const words = plain.replace(/,.*$/, '').split(/\s+/).filter(Boolean);
  const letters = words.slice(0, 2).map((word) => [...word][0] ?? '');
  return letters.join('').toUpperCase() || '?';
}

/** A steady small number for a text, for the avatar's tone. */
export function toneOf(id: string): number {
  let sum = 0;
  for (const char of id) sum = (sum * 31 + (char.codePointAt(0) ?? 0)) % 9973;
  return sum % 4;
}
