import { queryOptions } from '@tanstack/react-query';
import { call, house } from './client';
import type { MessageFilter } from './search';
import type { List, SavedSearch } from './types';

const saved = (org: string, id = '') => house(org, `/search/saved${id && `/${encodeURIComponent(id)}`}`);

/** My own, by name. */
export const savedSearchesQuery = (org: string) =>
  queryOptions({
    queryKey: ['o', org, 'saved-searches'],
    queryFn: ({ signal }) => call<List<SavedSearch>>('GET', saved(org), { signal }),
    staleTime: 30_000,
  });

const listed = (has: string) => has.split(',').filter(Boolean);

export const saveSearch = (org: string, name: string, filter: MessageFilter) =>
  call<List<SavedSearch>>('POST', saved(org), { body: { name, ...filter, has: listed(filter.has) } });

export const renameSearch = (org: string, id: string, name: string) =>
  call<List<SavedSearch>>('PATCH', saved(org, id), { body: { name } });

export const forgetSearch = (org: string, id: string) => call<void>('DELETE', saved(org, id));

/** As the address of the page has it. */
export const filterOf = (one: SavedSearch): MessageFilter => ({
  q: one.q ?? '',
  from: one.from ?? '',
  in: one.in ?? '',
  since: one.since ?? '',
  until: one.until ?? '',
  has: (one.has ?? []).join(','),
});

/** The page of a search, inside the organisation. */
export function searchLink(filter: MessageFilter): string {
  const values = Object.entries(filter).filter(([, value]) => value !== '');
  return `/search?${new URLSearchParams(values)}`;
}

/** The saved one that asks the same. */
export const sameSearch = (all: SavedSearch[], filter: MessageFilter) =>
  all.find((one) => searchLink(filterOf(one)) === searchLink(filter));
