import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { call, house } from './client';
import type { components } from './schema.gen';
import type { List } from './types';

type Schemas = components['schemas'];

export type Fact = Schemas['LawGivenKey'];
export type LawRow = Schemas['StatuteRow'];
export type LawTable = Omit<Schemas['StatuteTable'], 'next'> & { next: LawRow | null };
export type Topic = Omit<Schemas['StatuteTopic'], 'keys'> & { keys: Fact[] | null };
export interface LawAnswer {
  figures: Record<string, unknown>;
  working: Schemas['StatuteLine'][];
}

// The texts come in the language on screen, so it is part of what is asked.
export const lawTablesQuery = (org: string, lang: string, on: string) =>
  queryOptions({
    queryKey: ['o', org, 'law', 'tables', lang, on],
    queryFn: ({ signal }) =>
      call<List<LawTable> & { on: string }>('GET', house(org, '/law/tables'), { signal, query: { on } }),
    placeholderData: keepPreviousData,
  });

export const lawTopicsQuery = (org: string, lang: string) =>
  queryOptions({
    queryKey: ['o', org, 'law', 'topics', lang],
    queryFn: ({ signal }) => call<List<Topic>>('GET', house(org, '/law/topics'), { signal }),
  });

export const computeLaw = (org: string, topic: string, given: Record<string, unknown>) =>
  call<LawAnswer>('POST', house(org, `/law/topics/${encodeURIComponent(topic)}`), { body: { given } });
