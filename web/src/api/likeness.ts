import { infiniteQueryOptions } from '@tanstack/react-query';
import { call, house } from './client';
import type { components } from './schema.gen';
import type { List } from './types';

export type Likeness = components['schemas']['ImpersonationLikeness'];
export type Looker = components['schemas']['ImpersonationLooker'];

export const likenessQuery = (org: string) =>
  infiniteQueryOptions({
    queryKey: ['o', org, 'likeness'],
    queryFn: ({ pageParam, signal }) =>
      call<List<Likeness>>('GET', house(org, '/impersonations'), { signal, query: { cursor: pageParam, limit: 50 } }),
    initialPageParam: '',
    getNextPageParam: (last) => last.next || undefined,
  });
export const decideLikeness = (org: string, id: string, outcome: 'dismissed' | 'acted') =>
  call<void>('POST', house(org, `/impersonations/${encodeURIComponent(id)}/outcome`), { body: { outcome } });
