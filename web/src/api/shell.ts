import { queryOptions } from '@tanstack/react-query';
import { call, house } from './client';
import type { List, Notice, SearchAnswer, Unread, WorkItem } from './types';

export const unreadQuery = (org: string) =>
  queryOptions({
    queryKey: ['o', org, 'unread'],
    queryFn: ({ signal }) => call<Unread>('GET', house(org, '/unread'), { signal }),
  });

export const workQuery = (org: string) =>
  queryOptions({
    queryKey: ['o', org, 'work'],
    queryFn: ({ signal }) => call<List<WorkItem>>('GET', house(org, '/work'), { signal }),
  });

export const noticesQuery = (org: string) =>
  queryOptions({
    queryKey: ['o', org, 'notices'],
    queryFn: ({ signal }) => call<List<Notice>>('GET', house(org, '/notifications'), { signal, query: { limit: 50 } }),
  });

export const readNotices = (org: string, upTo: string) =>
  call<void>('POST', house(org, '/notifications/read'), { body: { up_to: upTo } });

export const searchQuery = (org: string, q: string) =>
  queryOptions({
    queryKey: ['o', org, 'search', q],
    queryFn: ({ signal }) => call<SearchAnswer>('GET', house(org, '/search'), { signal, query: { q, limit: 8 } }),
    staleTime: 30_000,
  });
