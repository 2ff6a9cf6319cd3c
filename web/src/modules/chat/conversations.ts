import type { Conversation } from '@/api/types';
import { conversationTitle } from '@/ui/conversation-title';

export { conversationTitle };

export const filters = ['all', 'unread', 'mentions', 'groups', 'outside', 'threads'] as const;
export type FixedFilter = (typeof filters)[number];
/** One of the program's, or a folder of one's own by its id. */
export type Filter = FixedFilter | `f:${string}`;

const isFolder = (text: string): text is `f:${string}` => text.startsWith('f:');

/** The id of the folder that is shown; empty: none. */
export const folderIn = (filter: Filter) => (isFolder(filter) ? filter.slice(2) : '');

export function readFilter(text: string | null): Filter {
  if (text && isFolder(text)) return text;
  return filters.find((one) => one === text) ?? 'all';
}

/** Muted until a moment that is still to come: only mentions of me count. */
export const isMuted = (one: Conversation, now = Date.now()) =>
  one.muted_until !== undefined && Date.parse(one.muted_until) > now;

const passes: Record<FixedFilter, (one: Conversation) => boolean> = {
  all: () => true,
  unread: (one) => one.unread > 0 && (one.marked_unread || !isMuted(one)),
  mentions: (one) => one.mentions > 0,
  groups: (one) => one.kind !== 'direct',
  outside: (one) => one.outside !== undefined,
  threads: () => true,
};

const fits = (filter: Filter, one: Conversation) =>
  isFolder(filter) ? (one.folder_ids ?? []).includes(folderIn(filter)) : passes[filter](one);

// The open conversation does not vanish from "Unread" in the moment it is read.
const stays = (filter: Filter) => filter !== 'groups' && !isFolder(filter);

export function visibleConversations(
  all: Conversation[],
  filter: Filter,
  words: string,
  lang: string,
  current: string,
): Conversation[] {
  const wanted = words.trim().toLowerCase();
  return all.filter((one) => {
    const names = [conversationTitle(one, lang), one.title, one.other?.name ?? '', one.other?.name_zh ?? ''];
    const found = wanted === '' || names.some((name) => name.toLowerCase().includes(wanted));
    return found && (fits(filter, one) || (one.id === current && stays(filter) && wanted === ''));
  });
}

/** What lies beyond the first page of the list, as far as it was asked for. */
export interface Beyond {
  items: Conversation[];
  /** Nothing follows. */
  whole: boolean;
}

/** The first page is the newer one: what has come up since is there, and not once more below. */
export function joined(first: Conversation[], beyond: Conversation[]): Conversation[] {
  if (beyond.length === 0) return first;
  const known = new Set(first.map((one) => one.id));
  return [...first, ...beyond.filter((one) => !known.has(one.id))];
}

/** The neighbour in the list, for Alt+↑/↓; `unread` skips what is read. */
export function neighbour(list: Conversation[], current: string, step: 1 | -1, unread: boolean): Conversation | null {
  const at = list.findIndex((one) => one.id === current);
  let index = at < 0 && step < 0 ? list.length : at;
  for (;;) {
    index += step;
    const found = list[index];
    if (!found) return null;
    if (!unread || found.unread > 0) return found;
  }
}
