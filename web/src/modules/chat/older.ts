import type { InfiniteData } from '@tanstack/react-query';
import type { Conversation, List, LiveEvent } from '@/api/types';

export type OlderPages = InfiniteData<List<Conversation>>;

/** What was heard since the pages were read: of which conversations, or that all may be otherwise. */
export interface Heard {
  ids: Set<string>;
  all: boolean;
}

export const nothingHeard = (): Heard => ({ ids: new Set(), all: false });

/** Takes note of what a hint makes old. */
export function hearOf(heard: Heard, event: LiveEvent) {
  if (event.t === 'message' || event.t === 'message_changed' || event.t === 'read')
    heard.ids.add(event.conversation_id);
  if (event.t !== 'changed') return;
  const [kind, id] = event.ref.split(':');
  if (kind === 'conversation' && id) heard.ids.add(id);
  if (kind === 'arranged') heard.all = true;
}

/** So many are asked for one by one; of more the pages are read again. */
const mostAsked = 20;

/** Which of the older ones are to be asked for; null: all pages are. */
export function toAsk(heard: Heard, pages: OlderPages, first: Conversation[]): string[] | null {
  const above = new Set(first.map((one) => one.id));
  const here = pages.pages.flatMap((page) => page.items.map((one) => one.id));
  const wanted = here.filter((id) => heard.ids.has(id) && !above.has(id));
  return heard.all || wanted.length > mostAsked ? null : wanted;
}

/**
 * The pages after the first one has become another: without what has come up into it, with what
 * has fallen out of it on top, and what was asked for in its place, or gone where nothing came.
 */
export function moved(
  pages: OlderPages,
  before: Conversation[],
  first: Conversation[],
  asked: ReadonlyMap<string, Conversation | null>,
): OlderPages {
  const above = new Set(first.map((one) => one.id));
  const fallen = before.filter((one) => !above.has(one.id));
  const taken = new Set([...above, ...fallen.map((one) => one.id)]);
  const stays = (one: Conversation) => !taken.has(one.id);
  const now = (one: Conversation) => {
    const answer = asked.get(one.id);
    return answer === undefined ? [one] : answer === null ? [] : [answer];
  };
  return {
    ...pages,
    pages: pages.pages.map((page, index) => ({
      ...page,
      items: [...(index === 0 ? fallen : []), ...page.items.filter(stays)].flatMap(now),
    })),
  };
}
