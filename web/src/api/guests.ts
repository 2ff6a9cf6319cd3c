import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { address, call, house } from './client';
import type { Guest, GuestDoor, GuestInput, GuestRules, GuestWay, List, MadeGuest, OutsideInvitation } from './types';

const guest = (org: string, id: string, rest: string) => house(org, `/guests/${encodeURIComponent(id)}${rest}`);
const group = (org: string, id: string) => house(org, `/conversations/${encodeURIComponent(id)}/guests`);

/** Everything about guests that is kept on the page begins with this. */
export const guestsKey = (org: string) => ['o', org, 'guests'];

export const guestsQuery = (org: string, over: boolean) =>
  infiniteQueryOptions({
    queryKey: [...guestsKey(org), over],
    queryFn: ({ pageParam, signal }) =>
      call<List<Guest>>('GET', house(org, '/guests'), {
        signal,
        query: { over: over ? 'true' : '', cursor: pageParam },
      }),
    initialPageParam: '',
    getNextPageParam: (last) => last.next || undefined,
  });

export const groupGuestsQuery = (org: string, id: string) =>
  queryOptions({
    queryKey: [...guestsKey(org), 'group', id],
    queryFn: ({ signal }) => call<List<Guest>>('GET', group(org, id), { signal }),
  });

export const inviteGuest = (org: string, id: string, input: GuestInput) =>
  call<MadeGuest>('POST', group(org, id), { body: input });
export const endGuest = (org: string, id: string) => call<void>('POST', guest(org, id, '/end'), { body: {} });
export const prolongGuest = (org: string, id: string, until: string) =>
  call<void>('POST', guest(org, id, '/prolong'), { body: { until } });
export const linkGuest = (org: string, id: string) => call<GuestWay>('POST', guest(org, id, '/link'), { body: {} });
export const guestsFile = (org: string) => address(house(org, '/guests/export'));

export const guestRulesQuery = (org: string) =>
  queryOptions({
    queryKey: ['o', org, 'guest-rules'],
    queryFn: ({ signal }) => call<GuestRules>('GET', house(org, '/guest-rules'), { signal }),
  });
export const setGuestRules = (org: string, rules: GuestRules) =>
  call<GuestRules>('PUT', house(org, '/guest-rules'), { body: rules });

export const outsideQuery = (org: string, decided: boolean) =>
  infiniteQueryOptions({
    queryKey: ['o', org, 'outside-invitations', decided],
    queryFn: ({ pageParam, signal }) =>
      call<List<OutsideInvitation>>('GET', house(org, '/outside-invitations'), {
        signal,
        query: { decided: decided ? 'true' : '', cursor: pageParam },
      }),
    initialPageParam: '',
    getNextPageParam: (last) => last.next || undefined,
  });
const outside = (org: string, id: string, rest: string) =>
  house(org, `/outside-invitations/${encodeURIComponent(id)}${rest}`);
export const passOutside = (org: string, id: string) => call<void>('POST', outside(org, id, '/pass'), { body: {} });
export const refuseOutside = (org: string, id: string, reason: string) =>
  call<void>('POST', outside(org, id, '/refuse'), { body: { reason } });

export const guestDoorQuery = (token: string) =>
  queryOptions({
    queryKey: ['guest-door', token],
    queryFn: ({ signal }) => call<GuestDoor>('POST', '/guests/look', { body: { token }, signal }),
    retry: false,
  });
export const declineGuest = (token: string) => call<void>('POST', '/guests/decline', { body: { token } });
