// The values of a table and the figures of an answer, sorted by how they can be read.

export interface Dated {
  date: string;
  name: string;
}

export type Shown =
  | { kind: 'plain'; key: string; value: unknown }
  | { kind: 'list'; key: string; items: unknown[] }
  | { kind: 'dated'; key: string; items: Dated[] }
  | { kind: 'records'; key: string; items: Record<string, unknown>[] };

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isDated = (value: Record<string, unknown>) =>
  typeof value.date === 'string' && typeof value.holiday === 'string' && Object.keys(value).length === 2;

function shownAs(key: string, value: unknown): Shown {
  if (isRecord(value)) return { kind: 'records', key, items: [value] };
  if (!Array.isArray(value)) return { kind: 'plain', key, value };
  if (value.length > 0 && value.every(isRecord)) {
    if (value.every(isDated)) {
      return { kind: 'dated', key, items: value.map((one) => ({ date: String(one.date), name: String(one.holiday) })) };
    }
    return { kind: 'records', key, items: value };
  }
  return { kind: 'list', key, items: value };
}

/** Short values first, long lists after them. */
export function readable(values: Record<string, unknown>): Shown[] {
  const all = Object.entries(values).map(([key, value]) => shownAs(key, value));
  const short = (one: Shown) => one.kind === 'plain' || (one.kind === 'list' && one.items.length <= 12);
  return [...all.filter(short), ...all.filter((one) => !short(one))];
}

export const isDay = (value: unknown): value is string =>
  typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value) && !Number.isNaN(Date.parse(value));

/** "later_rate" as words, for what has no text of its own. */
export function humanise(name: string): string {
  const words = name.replaceAll('_', ' ').trim();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** The groups in their order, each with its own: law first, then what companies set for themselves. Empty groups are left out. */
export function byRules<T extends { rules: string }>(items: T[]): { rules: string; items: T[] }[] {
  return ['hk', 'mainland', 'company']
    .map((rules) => ({ rules, items: items.filter((one) => one.rules === rules) }))
    .filter((group) => group.items.length > 0);
}
