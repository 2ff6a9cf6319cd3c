import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { address, call, house } from './client';
import type {
  CopyView,
  ErasurePreview,
  HoldInput,
  HoldView,
  Leaver,
  LeavingReport,
  List,
  RetentionAnswer,
} from './types';

const key = (org: string, ...rest: string[]) => ['o', org, 'data', ...rest];
const path = (org: string, rest: string) => house(org, `/data${rest}`);

// The server says what classes and parts are called, so the language is part of what is asked.
export const classesQuery = (org: string, lang: string) =>
  queryOptions({
    queryKey: key(org, 'classes', lang),
    queryFn: ({ signal }) => call<RetentionAnswer>('GET', path(org, '/classes'), { signal }),
  });

export const setPeriod = (org: string, name: string, days: number) =>
  call<void>('PUT', path(org, `/classes/${encodeURIComponent(name)}`), { body: { days } });

const pages = <T>(org: string, name: string, below: string) =>
  infiniteQueryOptions({
    queryKey: key(org, name),
    queryFn: ({ pageParam, signal }) =>
      call<List<T>>('GET', path(org, below), { signal, query: { cursor: pageParam, limit: 50 } }),
    initialPageParam: '',
    getNextPageParam: (last: List<T>) => last.next || undefined,
  });

export const holdsQuery = (org: string) => pages<HoldView>(org, 'holds', '/holds');
export const leaversQuery = (org: string) => pages<Leaver>(org, 'leavers', '/leavers');

export const makeHold = (org: string, input: HoldInput) => call<HoldView>('POST', path(org, '/holds'), { body: input });
export const endHold = (org: string, id: string) =>
  call<void>('POST', path(org, `/holds/${encodeURIComponent(id)}/end`));

const whilePreparing = 1500;

/** Copies that I asked for: of myself, or of others. */
export const copiesQuery = (org: string, lang: string, own: boolean) =>
  queryOptions({
    queryKey: key(org, 'copies', lang, own ? 'own' : 'others'),
    queryFn: ({ signal }) =>
      call<List<CopyView>>('GET', path(org, own ? '/copies' : '/copies-of-others'), { signal, query: { limit: 10 } }),
    refetchInterval: (query) =>
      query.state.data?.items.some((one) => one.state === 'preparing') ? whilePreparing : false,
  });

export const askCopy = (org: string) => call<CopyView>('POST', path(org, '/copies'));
export const askCopyOf = (org: string, person: string) =>
  call<CopyView>('POST', path(org, `/people/${encodeURIComponent(person)}/copies`));
/** A plain address: the browser downloads it itself, with the session's cookie. */
export const copyAddress = (org: string, id: string) => address(path(org, `/copies/${encodeURIComponent(id)}/file`));

export const erasureQuery = (org: string, lang: string, person: string) =>
  queryOptions({
    queryKey: key(org, 'erasure', lang, person),
    queryFn: ({ signal }) =>
      call<ErasurePreview>('GET', path(org, `/people/${encodeURIComponent(person)}/erasure`), { signal }),
  });

/** They could sign in, and their way in is not taken yet. */
export const waitsForDoor = (data?: LeavingReport) =>
  Boolean(data && !data.shut_out_at && data.handed?.some((one) => one.name === 'account'));
export const leavingReportQuery = (org: string, lang: string, person: string) =>
  queryOptions({
    queryKey: key(org, 'leaving', lang, person),
    queryFn: ({ signal }) =>
      call<LeavingReport>('GET', path(org, `/people/${encodeURIComponent(person)}/leaving`), { signal }),
    // The way in is taken a moment after the leaving.
    refetchInterval: (query) => (waitsForDoor(query.state.data) ? 5000 : false),
  });
/** A plain address: the browser downloads it itself, with the session's cookie. */
export const leavingReportAddress = (org: string, person: string) =>
  address(path(org, `/people/${encodeURIComponent(person)}/leaving/file`));

export const forget = (org: string, person: string, name: string, wrote: boolean) =>
  call<void>('POST', path(org, `/people/${encodeURIComponent(person)}/erasure`), { body: { name, wrote } });
