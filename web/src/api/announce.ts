import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { call, download, house } from './client';
import type { components } from './schema.gen';
import type { List } from './types';

type Schemas = components['schemas'];
type Filled<T, K extends keyof T> = Omit<T, K> & { [P in K]: NonNullable<T[P]> };

export type Row = Schemas['AnnounceRow'];
export type Wording = Schemas['RulesWording'];
export type Content = Schemas['RulesContent'];
export type Audience = Schemas['StoreAudience'];
export type Announcement = Filled<Schemas['AnnounceWhole'], 'can'>;
export type Draft = Schemas['AnnounceDraft'];
export type Terms = Schemas['AnnounceTerms'];
export type Edit = Schemas['AnnounceEdit'];
export type Version = Schemas['AnnounceSaid'];
export type Chased = Schemas['AnnounceChased'];
export type Acknowledged = Schemas['AnnounceAcknowledged'];
export type Reach = Schemas['ReachOutBody'];
export type Beginning = Schemas['AnnounceBeginning'];
export type ListView = 'mine' | 'past' | 'written';
export type ChaseState = 'all' | 'unseen' | 'open' | 'confirmed' | 'left';

type Rows = List<Row> & { can_write: boolean; can_follow: boolean };

const all = (org: string, rest = '') => house(org, `/announcements${rest}`);
const one = (org: string, id: string, rest = '') => all(org, `/${encodeURIComponent(id)}${rest}`);

/** Everything of announcements, to be read anew after a change. */
export const announceKey = (org: string) => ['o', org, 'announce'] as const;

const pages = { initialPageParam: '', getNextPageParam: (last: { next?: string }) => last.next || undefined };

export const announcementsQuery = (org: string, view: ListView) =>
  infiniteQueryOptions({
    ...pages,
    queryKey: [...announceKey(org), 'list', view],
    queryFn: ({ pageParam, signal }) =>
      call<Rows>('GET', all(org), { signal, query: { view, cursor: pageParam, limit: 50 } }),
  });

export const announcementQuery = (org: string, id: string) =>
  queryOptions({
    queryKey: [...announceKey(org), 'one', id],
    queryFn: ({ signal }) => call<Announcement>('GET', one(org, id), { signal }),
    // While it is handed out its author sees how far it has come.
    refetchInterval: (query) =>
      query.state.data?.counts?.delivered === false && inForce(query.state.data) ? 1000 : false,
  });

const inForce = (it: Announcement) => it.state === 'published';

/** Drafts to begin with, their titles in the reader's language. */
export const beginningsQuery = (org: string, lang: string) =>
  queryOptions({
    queryKey: [...announceKey(org), 'beginnings', lang],
    queryFn: ({ signal }) => call<{ items: Beginning[] }>('GET', all(org, '/beginnings'), { signal }),
    staleTime: Number.POSITIVE_INFINITY,
  });

export const versionsQuery = (org: string, id: string) =>
  infiniteQueryOptions({
    ...pages,
    queryKey: [...announceKey(org), 'versions', id],
    queryFn: ({ pageParam, signal }) =>
      call<List<Version>>('GET', one(org, id, '/versions'), { signal, query: { cursor: pageParam } }),
  });

export const receiversQuery = (org: string, id: string, state: ChaseState, department: string) =>
  infiniteQueryOptions({
    ...pages,
    queryKey: [...announceKey(org), 'receivers', id, state, department],
    queryFn: ({ pageParam, signal }) =>
      call<List<Chased>>('GET', one(org, id, '/receivers'), {
        signal,
        query: { state, department, cursor: pageParam, limit: 100 },
      }),
  });

export const reachQuery = (org: string, id: string, revision: number) =>
  queryOptions({
    queryKey: [...announceKey(org), 'reach', id, revision],
    queryFn: ({ signal }) => call<Reach>('GET', one(org, id, '/reach'), { signal }),
  });

export const policiesQuery = (org: string) =>
  infiniteQueryOptions({
    ...pages,
    queryKey: [...announceKey(org), 'policies'],
    queryFn: ({ pageParam, signal }) =>
      call<List<Acknowledged>>('GET', house(org, '/my-policies'), { signal, query: { cursor: pageParam } }),
  });

export const saveDraft = (org: string, id: string, draft: Draft) =>
  id ? call<Announcement>('PUT', one(org, id), { body: draft }) : call<Announcement>('POST', all(org), { body: draft });
export const discardDraft = (org: string, id: string) => call<void>('DELETE', one(org, id));
export const publishDraft = (org: string, id: string, revision: number, at?: string) =>
  call<Announcement>('POST', one(org, id, '/publish'), { body: { revision, at } });
export const unschedule = (org: string, id: string) => call<Announcement>('POST', one(org, id, '/unschedule'));
export const publishEdit = (org: string, id: string, edit: Edit) =>
  call<Announcement>('POST', one(org, id, '/versions'), { body: edit });
export const putTerms = (org: string, id: string, terms: Terms) =>
  call<Announcement>('PUT', one(org, id, '/terms'), { body: terms });
export const withdraw = (org: string, id: string, reason: string) =>
  call<Announcement>('POST', one(org, id, '/withdraw'), { body: { reason } });
export const markOpened = (org: string, id: string) => call<void>('POST', one(org, id, '/open'));
export const confirmRead = (org: string, id: string, version: number) =>
  call<void>('POST', one(org, id, '/confirm'), { body: { version } });
export const remind = (org: string, id: string) => call<void>('POST', one(org, id, '/remind'));
export const exportReceivers = (org: string, id: string) =>
  download(one(org, id, '/receivers/export'), {}, `confirmations-${id}.csv`);
export const ownProof = (org: string, id: string, version: number) =>
  download(one(org, id, `/confirmations/${version}/proof`), {}, `confirmation-${id}-${version}.proof.txt`);
