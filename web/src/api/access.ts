import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import { call, house } from './client';
import type {
  ExplainAnswer,
  Explanation,
  Grant,
  GrantInput,
  List,
  Most,
  Role,
  RoleHolder,
  RoleName,
  Rule,
  Swap,
} from './types';

// The server says what rules are called, so the language on screen is part of what is asked.
const key = (org: string, ...rest: string[]) => ['o', org, 'access', ...rest];

export const rolesQuery = (org: string, lang: string) =>
  queryOptions({
    queryKey: key(org, 'roles', lang),
    queryFn: ({ signal }) => call<List<Role>>('GET', house(org, '/access/roles'), { signal }),
  });

const holders = (org: string, role: RoleName, rest = '') => house(org, `/access/roles/${role}/people${rest}`);

export const holdersQuery = (org: string, role: RoleName) =>
  infiniteQueryOptions({
    queryKey: key(org, 'holders', role),
    queryFn: ({ pageParam, signal }) =>
      call<List<RoleHolder>>('GET', holders(org, role), { signal, query: { cursor: pageParam } }),
    initialPageParam: '',
    getNextPageParam: (last) => last.next || undefined,
  });

export const giveRole = (org: string, role: RoleName, person: string) =>
  call<void>('POST', holders(org, role), { body: { person_id: person } });
export const takeRole = (org: string, role: RoleName, person: string) =>
  call<void>('DELETE', holders(org, role, `/${encodeURIComponent(person)}`));

export const swapQuery = (org: string) =>
  queryOptions({
    queryKey: key(org, 'swap'),
    queryFn: ({ signal }) => call<{ swap: Swap | null }>('GET', house(org, '/access/swap'), { signal }),
  });
export const askSwap = (org: string, goes: string, comes: string) =>
  call<unknown>('POST', house(org, '/access/swap'), { body: { goes_id: goes, comes_id: comes } });
export const agreeSwap = (org: string) => call<void>('POST', house(org, '/access/swap/agree'), { body: {} });
export const stopSwap = (org: string) => call<void>('DELETE', house(org, '/access/swap'));

export const mostQuery = (org: string) =>
  queryOptions({
    queryKey: key(org, 'most'),
    queryFn: ({ signal }) => call<Most>('GET', house(org, '/access/most'), { signal }),
  });
export const sayMost = (org: string, most: number, reason: string) =>
  call<Most>('PUT', house(org, '/access/most'), { body: { most, reason } });
export const agreeMost = (org: string) => call<void>('POST', house(org, '/access/most/agree'), { body: {} });
export const stopMost = (org: string) => call<void>('DELETE', house(org, '/access/most/asked'));

export const grantsQuery = (org: string, lang: string, person: string) =>
  infiniteQueryOptions({
    queryKey: key(org, 'grants', lang, person),
    queryFn: ({ pageParam, signal }) =>
      call<List<Grant>>('GET', house(org, '/access/grants'), { signal, query: { person, cursor: pageParam } }),
    initialPageParam: '',
    getNextPageParam: (last) => last.next || undefined,
  });

export const giveGrant = (org: string, input: GrantInput) =>
  call<Grant>('POST', house(org, '/access/grants'), { body: input });
export const revokeGrant = (org: string, id: string) =>
  call<void>('DELETE', house(org, `/access/grants/${encodeURIComponent(id)}`));

export const rulesQuery = (org: string, lang: string) =>
  queryOptions({
    queryKey: key(org, 'rules', lang),
    queryFn: ({ signal }) => call<List<Rule>>('GET', house(org, '/access/rules'), { signal }),
    staleTime: 300_000,
  });

/** What a person may do, and why; empty: the reader. */
export const rightsQuery = (org: string, lang: string, person = '') =>
  queryOptions({
    queryKey: key(org, 'rights', lang, person),
    queryFn: ({ signal }) =>
      call<List<Explanation> & { person: RoleHolder }>('GET', house(org, '/access/rights'), {
        signal,
        query: { person },
      }),
  });

export const explainQuery = (org: string, lang: string, asked: { person: string; action: string; object: string }) =>
  queryOptions({
    queryKey: key(org, 'explain', lang, asked.person, asked.action, asked.object),
    queryFn: ({ signal }) => call<ExplainAnswer>('GET', house(org, '/access/explain'), { signal, query: asked }),
    placeholderData: keepPreviousData,
  });
