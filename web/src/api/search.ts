import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { call, house } from './client';
import type { FoundMessages } from './types';

export const facts = ['link', 'mention', 'reaction', 'file', 'image', 'voice', 'location', 'contact'] as const;
export type Fact = (typeof facts)[number];

/** What is asked, as it stands in the address of the page. */
export interface MessageFilter {
  q: string;
  from: string;
  in: string;
  since: string;
  until: string;
  has: string;
}

export const asksSomething = (filter: MessageFilter) => Object.values(filter).some((value) => value !== '');

export const messageSearchQuery = (org: string, filter: MessageFilter) =>
  infiniteQueryOptions({
    queryKey: ['o', org, 'search-messages', filter],
    queryFn: ({ pageParam, signal }) =>
      call<FoundMessages>('GET', house(org, '/search/messages'), {
        signal,
        query: { ...filter, cursor: pageParam, limit: 30 },
      }),
    initialPageParam: '',
    getNextPageParam: (last) => last.next || undefined,
  });

/** The first few, for the palette. */
export const fewMessagesQuery = (org: string, q: string) =>
  queryOptions({
    queryKey: ['o', org, 'search-few', q],
    queryFn: ({ signal }) =>
      call<FoundMessages>('GET', house(org, '/search/messages'), { signal, query: { q, limit: 5 } }),
    staleTime: 10_000,
  });
