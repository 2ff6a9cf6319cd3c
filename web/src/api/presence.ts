import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { call, house } from './client';
import type { List, PresenceChoice, PresenceState, Somebody } from './types';

export type States = Record<string, PresenceState>;

const most = 100;

async function statesOf(org: string, ids: string[], signal: AbortSignal): Promise<States> {
  const parts = [];
  for (let at = 0; at < ids.length; at += most) parts.push(ids.slice(at, at + most));
  const lists = await Promise.all(
    parts.map((part) =>
      call<List<Somebody>>('GET', house(org, '/presence'), { signal, query: { person_id: part.join(',') } }),
    ),
  );
  return Object.fromEntries(lists.flatMap((list) => list.items.map((one) => [one.person_id, one.state])));
}

export const presenceKey = (org: string) => ['o', org, 'presence', 'of'] as const;

/** Which of some persons are there. What is told live may be lost, so it is asked again. */
export const presenceQuery = (org: string, ids: string[]) =>
  queryOptions({
    queryKey: [...presenceKey(org), ...ids],
    queryFn: ({ signal }) => statesOf(org, ids, signal),
    enabled: ids.length > 0,
    staleTime: 120_000,
    refetchInterval: 120_000,
    placeholderData: keepPreviousData,
    retry: false,
  });

export const presenceChoiceQuery = (org: string) =>
  queryOptions({
    queryKey: ['o', org, 'presence', 'me'],
    queryFn: ({ signal }) => call<PresenceChoice>('GET', house(org, '/presence/me'), { signal }),
  });

export const choosePresence = (org: string, hidden: boolean) =>
  call<PresenceChoice>('PUT', house(org, '/presence/me'), { body: { hidden } });

export const presenceRuleQuery = (org: string) =>
  queryOptions({
    queryKey: ['o', org, 'presence', 'rule'],
    queryFn: ({ signal }) => call<{ shown: boolean }>('GET', house(org, '/presence/rule'), { signal }),
  });

export const setPresenceRule = (org: string, shown: boolean) =>
  call<{ shown: boolean }>('PUT', house(org, '/presence/rule'), { body: { shown } });
