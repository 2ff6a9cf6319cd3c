import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { address, call, download, house } from './client';
import type { Entry, List, LogKey, RecordAction, RecordState, VerifyAnswer } from './types';

export interface EntryFilter {
  actor?: string;
  action?: string;
  object?: string;
  from?: string;
  to?: string;
}

export const recordStateQuery = (org: string) =>
  queryOptions({
    queryKey: ['o', org, 'record', 'state'],
    queryFn: ({ signal }) => call<RecordState>('GET', house(org, '/record/state'), { signal }),
    // The check runs on the server; ask again until it has an answer.
    refetchInterval: (query) => (query.state.data?.verified === 'checking' ? 1500 : 30_000),
  });

// The server says what actions are called, so the language is part of what is asked.
export const recordActionsQuery = (org: string, lang: string) =>
  queryOptions({
    queryKey: ['o', org, 'record', 'actions', lang],
    queryFn: ({ signal }) => call<{ items: RecordAction[] }>('GET', house(org, '/record/actions'), { signal }),
    staleTime: Number.POSITIVE_INFINITY,
  });

/** The keys that sign the record, the present one first. */
export const logKeysQuery = (org: string) =>
  queryOptions({
    queryKey: ['o', org, 'record', 'keys'],
    queryFn: ({ signal }) => call<{ items: LogKey[] }>('GET', house(org, '/record/keys'), { signal }),
  });

export const rotateLogKey = (org: string) => call<{ items: LogKey[] }>('POST', house(org, '/record/keys'));

export const entriesQuery = (org: string, filter: EntryFilter) =>
  infiniteQueryOptions({
    queryKey: ['o', org, 'record', 'entries', filter],
    queryFn: ({ pageParam, signal }) =>
      call<List<Entry>>('GET', house(org, '/record/entries'), {
        signal,
        query: { ...filter, cursor: pageParam, limit: 50 },
      }),
    initialPageParam: '',
    getNextPageParam: (last) => last.next || undefined,
  });

export const entryQuery = (org: string, id: string) =>
  queryOptions({
    queryKey: ['o', org, 'record', 'entry', id],
    queryFn: ({ signal }) => call<Entry>('GET', house(org, `/record/entries/${encodeURIComponent(id)}`), { signal }),
  });

export const verifyBundle = (org: string, bundle: string) =>
  call<VerifyAnswer>('POST', house(org, '/record/verify'), { body: { bundle } });

export const sealedExport = (org: string, recipients: string[], { from, to }: EntryFilter) =>
  download(house(org, '/record/sealed'), { recipients: recipients.join(','), from, to }, 'record.jsonl.age');

// Plain addresses: the browser downloads them itself, with the session's cookie.
export const proofAddress = (org: string, id: string) =>
  address(house(org, `/record/entries/${encodeURIComponent(id)}/proof`));
export const exportAddress = (org: string, format: 'csv' | 'jsonl', filter: EntryFilter) =>
  address(house(org, '/record/export'), { format, ...filter });
export const offlinePageAddress = (org: string) => address(house(org, '/record/offline-page'));
