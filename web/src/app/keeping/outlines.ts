import type { Query } from '@tanstack/react-query';
import type { Outline } from '@/api/kept/shelf';
import { longest, mostConversations, type Place } from '@/api/kept/what';

// What is known of the entries without opening them, and which of them go.

type All = ReadonlyMap<string, Outline>;

const names = (all: All, which: (one: Outline) => boolean) =>
  [...all].filter(([, one]) => which(one)).map(([name]) => name);

export const ofOrg = (all: All, org: string) => names(all, (one) => one.org === org);

export const ofConversation = (all: All, org: string, id: string) =>
  names(all, (one) => one.org === org && one.conversation === id);

/** Of a conversation all but its messages. */
export const besideMessages = (all: All, org: string, id: string) =>
  names(
    all,
    (one) => one.org === org && one.kind !== 'messages' && (one.conversation === id || one.kind === 'threads'),
  );

/** Conversations that nobody has opened for long, those beyond the number that is kept, and what belongs to them. */
export function overdue(all: All, now = Date.now()): string[] {
  const logs = [...all.values()].filter((one) => one.kind === 'messages').sort((a, b) => b.opened - a.opened);
  const stay = logs.slice(0, mostConversations).filter((one) => one.opened > now - longest);
  const ids = new Set(stay.map((one) => `${one.org} ${one.conversation}`));
  return names(all, (one) =>
    one.conversation ? !ids.has(`${one.org} ${one.conversation}`) : one.org !== '' && one.opened <= now - longest,
  );
}

export function outlineOf(query: Query, place: Place, part: unknown, before: Outline | undefined): Outline {
  const seen = query.getObserversCount() > 0;
  const log = place.kind === 'messages' ? (part as { items: { seq: number }[]; rev: number }) : null;
  return {
    ...place,
    at: query.state.dataUpdatedAt,
    opened: seen ? Date.now() : (before?.opened ?? Date.now()),
    first: log?.items[0]?.seq ?? 0,
    last: log?.items.at(-1)?.seq ?? 0,
    rev: log?.rev ?? 0,
  };
}
