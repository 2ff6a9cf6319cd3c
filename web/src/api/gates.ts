import { queryOptions } from '@tanstack/react-query';
import { call, house } from './client';
import type { ChatGates, ChatGoing, ChatPeriod, ChatPeriodInput, Copied, CopyTraces, List, PlanPeriod } from './types';

/** How fast people may write, and what protects what is read. */
export const gatesQuery = (org: string) =>
  queryOptions({
    queryKey: ['o', org, 'chat', 'gates'],
    queryFn: ({ signal }) => call<ChatGates>('GET', house(org, '/chat/gates'), { signal }),
  });

export const putGates = (org: string, gates: ChatGates) =>
  call<ChatGates>('PUT', house(org, '/chat/gates'), { body: gates });

type Periods = List<ChatPeriod> & { plan?: PlanPeriod };

/** How long conversations of each class are kept, and how long the plan lets them be. */
export const periodsQuery = (org: string) =>
  queryOptions({
    queryKey: ['o', org, 'chat', 'periods'],
    queryFn: ({ signal }) => call<Periods>('GET', house(org, '/chat/periods'), { signal }),
  });

/** What a period would take if it held now. */
export const goingQuery = (org: string, input: ChatPeriodInput) =>
  queryOptions({
    queryKey: ['o', org, 'chat', 'going', input.class, input.days, input.idle],
    queryFn: ({ signal }) =>
      call<ChatGoing>('GET', house(org, '/chat/periods/preview'), {
        signal,
        query: { class: input.class, days: input.days, idle: String(input.idle) },
      }),
  });

export const putPeriod = (org: string, input: ChatPeriodInput) =>
  call<Periods>('PUT', house(org, '/chat/periods'), { body: input });

/** What my copies of traced conversations carry, a trace a minute for the next hour. */
export const copyTracesQuery = (org: string) =>
  queryOptions({
    queryKey: ['o', org, 'chat', 'traces'],
    queryFn: ({ signal }) => call<CopyTraces>('POST', house(org, '/chat/traces'), { signal }),
    staleTime: 30 * 60_000,
    refetchInterval: 30 * 60_000,
  });

/** Who copied a text; reading is recorded. */
export const readTrace = (org: string, text: string) =>
  call<List<Copied>>('POST', house(org, '/chat/traces/read'), { body: { text } });
