import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { address, call, house } from './client';
import type { components } from './schema.gen';
import type { List } from './types';

export type Review = components['schemas']['ProofReview'];

const path = (org: string, month: string, rest = '') =>
  house(org, `/record/reviews/${encodeURIComponent(month)}${rest}`);

export const reviewsQuery = (org: string) =>
  infiniteQueryOptions({
    queryKey: ['o', org, 'record', 'reviews'],
    queryFn: ({ pageParam, signal }) =>
      call<List<Review>>('GET', house(org, '/record/reviews'), { signal, query: { cursor: pageParam, limit: 24 } }),
    initialPageParam: '',
    getNextPageParam: (last) => last.next || undefined,
  });
// The server says what actions are called, so the language is part of what is asked.
export const reviewQuery = (org: string, month: string, lang: string) =>
  queryOptions({
    queryKey: ['o', org, 'record', 'reviews', month, lang],
    queryFn: ({ signal }) => call<Review>('GET', path(org, month), { signal }),
  });
export const remarkReview = (org: string, month: string, version: number, remarks: string) =>
  call<Review>('POST', path(org, month, '/remarks'), { body: { version, remarks } });
export const signReview = (org: string, month: string, version: number) =>
  call<Review>('POST', path(org, month, '/sign'), { body: { version } });
export const reviewFile = (org: string, month: string) => address(path(org, month, '/csv'));
