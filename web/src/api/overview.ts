import { queryOptions } from '@tanstack/react-query';
import { call, house } from './client';
import type { Overview } from './types';

// The server says it in words, so the language is part of what is asked.
export const overviewQuery = (org: string, lang: string) =>
  queryOptions({
    queryKey: ['o', org, 'overview', lang],
    queryFn: ({ signal }) => call<Overview>('GET', house(org, '/overview'), { signal }),
  });
