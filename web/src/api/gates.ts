import { queryOptions } from '@tanstack/react-query';
import { call, house } from './client';
import type { ChatGates } from './types';

/** How fast people may write, and what protects what is read. */
export const gatesQuery = (org: string) =>
  queryOptions({
    queryKey: ['o', org, 'chat', 'gates'],
    queryFn: ({ signal }) => call<ChatGates>('GET', house(org, '/chat/gates'), { signal }),
  });

export const putGates = (org: string, gates: ChatGates) =>
  call<ChatGates>('PUT', house(org, '/chat/gates'), { body: gates });
