import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { call, house } from './client';
import type { Door, JoinAnswer, JoinInput, JoinLink, JoinLinkInput, JoinRequest, List, MadeJoinLink } from './types';

// The door for strangers.
export const doorQuery = (token: string) =>
  queryOptions({
    queryKey: ['door', token],
    queryFn: ({ signal }) => call<Door>('POST', '/join/look', { body: { token }, signal }),
    retry: false,
  });
export const askToJoin = (input: JoinInput) => call<JoinAnswer>('POST', '/join/ask', { body: input });
export const joinQuery = (request: string) =>
  queryOptions({
    queryKey: ['join', request],
    queryFn: ({ signal }) => call<JoinAnswer>('POST', '/join/state', { body: { request_token: request }, signal }),
    refetchInterval: (query) => (query.state.data?.step === 'waiting' ? 5000 : false),
    retry: false,
  });
export const sendJoinCode = (request: string) =>
  call<JoinAnswer>('POST', '/join/code', { body: { request_token: request } });
export const proveJoin = (request: string, code: string) =>
  call<JoinAnswer>('POST', '/join/prove', { body: { request_token: request, code } });
/** The invitation of somebody who was let in and chooses now how to sign in. */
export const enterJoin = (request: string) =>
  call<{ invitation_token: string }>('POST', '/join/enter', { body: { request_token: request } });

// Those who look after the door.
export const joinLinksQuery = (org: string) =>
  infiniteQueryOptions({
    queryKey: ['o', org, 'join-links'],
    queryFn: ({ pageParam, signal }) =>
      call<List<JoinLink>>('GET', house(org, '/join-links'), { signal, query: { cursor: pageParam } }),
    initialPageParam: '',
    getNextPageParam: (last) => last.next || undefined,
  });
export const makeJoinLink = (org: string, input: JoinLinkInput) =>
  call<MadeJoinLink>('POST', house(org, '/join-links'), { body: input });
export const endJoinLink = (org: string, id: string) =>
  call<void>('DELETE', house(org, `/join-links/${encodeURIComponent(id)}`));

export const joinRequestsQuery = (org: string) =>
  infiniteQueryOptions({
    queryKey: ['o', org, 'join-requests'],
    queryFn: ({ pageParam, signal }) =>
      call<List<JoinRequest>>('GET', house(org, '/join-requests'), { signal, query: { cursor: pageParam } }),
    initialPageParam: '',
    getNextPageParam: (last) => last.next || undefined,
    refetchInterval: 15_000,
  });
export const acceptJoins = (org: string, items: { id: string; person_id?: string }[]) =>
  call<void>('POST', house(org, '/join-requests/accept'), { body: { items } });
export const declineJoins = (org: string, ids: string[], reason: string) =>
  call<void>('POST', house(org, '/join-requests/decline'), { body: { ids, reason } });
