import { filterOf, searchLink } from '@/api/saved-searches';
import type { FoundMessages, SavedSearch, SearchAnswer } from '@/api/types';
import { personName } from '@/ui/names';

export type Scope = 'all' | 'actions' | 'people' | 'conversations' | 'departments' | 'help';

export interface Row {
  id: string;
  group: 'recent' | 'saved' | 'people' | 'conversations' | 'departments' | 'messages' | 'actions' | 'pages';
  title: string;
  subtitle: string;
  link: string;
}

const prefixes: Record<string, Scope> = {
  '>': 'actions',
  '@': 'people',
  '#': 'conversations',
  '/': 'departments',
  '?': 'help',
};

export function readQuery(text: string): { scope: Scope; words: string } {
  const trimmed = text.trimStart();
  const scope = prefixes[trimmed[0] ?? ''];
  return scope ? { scope, words: trimmed.slice(1).trim() } : { scope: 'all', words: trimmed.trim() };
}

const fold = (text: string) => text.toLowerCase().normalize('NFKC');

/** Every word typed must be found somewhere in the row. */
export function matches(row: Row, words: string): boolean {
  const text = fold(`${row.title} ${row.subtitle}`);
  return fold(words)
    .split(/\s+/)
    .every((word) => text.includes(word));
}

/** One's saved searches whose name has every word, beside what was opened lately. */
export function savedRows(saved: SavedSearch[], query: string): Row[] {
  const { scope, words } = readQuery(query);
  if (scope !== 'all' || !words) return [];
  return saved
    .map(
      (one): Row => ({
        id: `saved:${one.id}`,
        group: 'saved',
        title: one.name,
        subtitle: one.q ?? '',
        link: searchLink(filterOf(one)),
      }),
    )
    .filter((row) => matches({ ...row, subtitle: '' }, words))
    .slice(0, 6);
}

export function localRows(own: Row[], recent: Row[], query: string): Row[] {
  const { scope, words } = readQuery(query);
  if (scope === 'help') return [];
  if (scope === 'all' && !words) return [...recent.slice(0, 6), ...own];
  if (scope !== 'all' && scope !== 'actions') return [];
  return own.filter((row) => matches(row, words));
}

export function serverRows(answer: SearchAnswer | undefined, query: string): Row[] {
  const { scope } = readQuery(query);
  return (answer?.groups ?? [])
    .filter((group) => scope === 'all' || scope === group.kind)
    .flatMap((group) =>
      (group.items ?? []).map((item) => ({
        id: item.ref,
        group: group.kind as Row['group'],
        title: item.title,
        subtitle: item.subtitle,
        link: item.link,
      })),
    );
}

/** Messages come last: whatever is chosen above them stays chosen while they come in. */
export function messageRows(found: FoundMessages | undefined, lang: string): Row[] {
  return (found?.items ?? []).map((hit) => ({
    id: `message:${hit.conversation_id}:${hit.seq}`,
    group: 'messages',
    title: hit.text,
    subtitle: personName({ name: hit.sender_name, name_zh: hit.sender_name_zh }, lang),
    link: `/im/${encodeURIComponent(hit.conversation_id)}?at=${hit.seq}`,
  }));
}

export const asksMessages = (query: string) => {
  const { scope, words } = readQuery(query);
  return scope === 'all' && words.length > 0;
};

export const asksServer = (query: string) => {
  const { scope, words } = readQuery(query);
  return scope !== 'actions' && scope !== 'help' && (words.length > 0 || scope !== 'all');
};

/** The row under the cursor stays the same one while later answers come in around it. */
export function keepSelection(rows: Row[], selected: string): number {
  const index = rows.findIndex((row) => row.id === selected);
  return Math.max(index, 0);
}

const key = (drawer: string) => `tramway.recent.${drawer}`;

export function readRecent(drawer: string): Row[] {
  try {
    const kept: unknown = JSON.parse(window.localStorage.getItem(key(drawer)) ?? '[]');
    return Array.isArray(kept) ? (kept as Row[]).map((row) => ({ ...row, group: 'recent' })) : [];
  } catch {
    return [];
  }
}

export function keepRecent(drawer: string, row: Row) {
  const rest = readRecent(drawer).filter((one) => one.id !== row.id);
  try {
    window.localStorage.setItem(key(drawer), JSON.stringify([row, ...rest].slice(0, 8)));
  } catch {
    // Recents are a convenience only.
  }
}
