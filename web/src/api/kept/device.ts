import { queryOptions } from '@tanstack/react-query';
import { call, house } from '../client';

/** Whether this browser may keep what was read in an organisation: its rule, and one's right. */
export const deviceQuery = (org: string) =>
  queryOptions({
    queryKey: ['o', org, 'device'],
    queryFn: ({ signal }) => call<{ keeps: boolean }>('GET', house(org, '/chat/device'), { signal }),
    staleTime: 60_000,
    gcTime: Number.POSITIVE_INFINITY,
  });
