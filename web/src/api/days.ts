import { queryOptions } from '@tanstack/react-query';
import { call, house } from './client';
import type { components } from './schema.gen';
import type { List } from './types';

export type Day = components['schemas']['StatuteDay'];

// Today is the first of them, so they are asked for anew within the hour.
export const daysQuery = (org: string, lang: string) =>
  queryOptions({
    queryKey: ['o', org, 'law', 'days', lang],
    queryFn: ({ signal }) => call<List<Day>>('GET', house(org, '/law/days'), { signal }),
    staleTime: 60 * 60_000,
  });
