import { queryOptions } from '@tanstack/react-query';
import { call, house } from './client';
import type { List, Mobile, Recovery, RecoveryState, SignedIn } from './types';

export const askRecovery = async (login: string) =>
  (await call<{ token: string }>('POST', '/recovery', { body: { login } })).token;
export const recoveryQuery = (token: string) =>
  queryOptions({
    queryKey: ['recovery', token],
    queryFn: ({ signal }) => call<RecoveryState>('POST', '/recovery/state', { body: { token }, signal }),
    refetchInterval: 5000,
  });
export const sendRecoveryCode = (token: string) => call<void>('POST', '/recovery/send', { body: { token } });
export const proveRecovery = (token: string, code: string) =>
  call<RecoveryState>('POST', '/recovery/prove', { body: { token, code } });
export const finishRecovery = (token: string, password: string) =>
  call<SignedIn>('POST', '/recovery/finish', { body: { token, password } });

export const recoveriesQuery = (org: string) =>
  queryOptions({
    queryKey: ['o', org, 'recoveries'],
    queryFn: ({ signal }) => call<List<Recovery>>('GET', house(org, '/recoveries'), { signal }),
    refetchInterval: 15_000,
  });
export const approveRecovery = (org: string, id: string) =>
  call<void>('POST', house(org, `/recoveries/${encodeURIComponent(id)}/approve`), { body: {} });
export const stopRecovery = (org: string, id: string) =>
  call<void>('POST', house(org, `/recoveries/${encodeURIComponent(id)}/stop`), { body: {} });

export const mobileQuery = queryOptions({
  queryKey: ['me', 'mobile'],
  queryFn: ({ signal }) => call<Mobile>('GET', '/me/mobile', { signal }),
});
export const beginMobile = (number: string) => call<Mobile>('POST', '/me/mobile/begin', { body: { number } });
export const finishMobile = (code: string) => call<void>('POST', '/me/mobile/finish', { body: { code } });
