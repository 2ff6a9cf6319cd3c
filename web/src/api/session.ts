import type {
  PublicKeyCredentialCreationOptionsJSON,
  PublicKeyCredentialRequestOptionsJSON,
} from '@simplewebauthn/browser';
import { queryOptions } from '@tanstack/react-query';
import { ApiError, call, house } from './client';
import type {
  Boot,
  DeviceSession,
  Enrolment,
  List,
  OrganisationChoices,
  OrganisationInput,
  OrganisationLink,
  OrgMe,
  Passkey,
  Session,
  SetupInput,
  SignedIn,
  UnreadIn,
} from './types';

export const bootQuery = queryOptions({
  queryKey: ['boot'],
  queryFn: async ({ signal }) => {
    if (leaving()) await signOut();
    return call<Boot>('GET', '/boot', { signal });
  },
  staleTime: 60_000,
});

export const orgMeQuery = (org: string) =>
  queryOptions({
    queryKey: ['o', org, 'me'],
    queryFn: ({ signal }) => call<OrgMe>('GET', house(org, '/me'), { signal }),
    staleTime: 60_000,
  });

export const setUp = (input: SetupInput) => call<Session>('POST', '/setup', { body: input });
/** What a further organisation begins with, and in which regions it may be. */
export const choicesQuery = queryOptions({
  queryKey: ['organisations', 'choices'],
  queryFn: ({ signal }) => call<OrganisationChoices>('GET', '/organisations/choices', { signal }),
});
export const createOrganisation = (input: OrganisationInput) =>
  call<OrganisationLink>('POST', '/organisations', { body: input });
export const signIn = (login: string, password: string) =>
  call<SignedIn>('POST', '/sign-in', { body: { login, password } });
export const finishSignIn = (token: string, code: string) =>
  call<SignedIn>('POST', '/sign-in/second', { body: { token, code } });
const leavingKey = 'tramway.leaving';
const leaving = () => {
  try {
    return window.localStorage.getItem(leavingKey) !== null;
  } catch {
    return false;
  }
};

/** Signs out here. Without a network it is done before anything else is asked of the server again. */
export async function signOut(): Promise<void> {
  try {
    window.localStorage.setItem(leavingKey, '');
  } catch {
    // Without storage it is tried once.
  }
  await call<void>('POST', '/sign-out', { body: {} }).catch((error: unknown) => {
    if (error instanceof ApiError && error.offline) throw error;
  });
  if (leaving()) window.localStorage.removeItem(leavingKey);
}
export const signOutEverywhere = () => call<void>('POST', '/sign-out-everywhere', { body: {} });
export const proveFresh = (password: string, code: string) =>
  call<Session>('POST', '/me/fresh', { body: { password, code: code || undefined } });
export const askReset = (login: string) => call<void>('POST', '/password/forgot', { body: { login } });
export const resetPassword = (token: string, password: string) =>
  call<SignedIn>('POST', '/password/reset', { body: { token, password } });
export const acceptInvitation = (token: string, password: string) =>
  call<SignedIn>('POST', '/invitations/accept', { body: { token, password } });
export const changePassword = (current: string, next: string) =>
  call<void>('POST', '/me/password', { body: { current, new: next } });

export const sessionsQuery = queryOptions({
  queryKey: ['me', 'sessions'],
  queryFn: ({ signal }) => call<List<DeviceSession>>('GET', '/me/sessions', { signal }),
});
export const endSession = (id: string) => call<void>('DELETE', `/me/sessions/${encodeURIComponent(id)}`);

/** A session that was not mine: it ends, and its device counts as never seen. */
export const denySession = (id: string) =>
  call<void>('POST', `/me/sessions/${encodeURIComponent(id)}/deny`, { body: {} });

/** What is unread in each of my organisations, as far as it is known cheaply. */
export const unreadInQuery = queryOptions({
  queryKey: ['me', 'unread'],
  queryFn: ({ signal }) => call<List<UnreadIn>>('GET', '/me/unread', { signal }),
  staleTime: 60_000,
});

export const passkeysQuery = queryOptions({
  queryKey: ['me', 'passkeys'],
  queryFn: ({ signal }) => call<List<Passkey>>('GET', '/me/passkeys', { signal }),
});
interface Codes {
  recovery_codes: string[];
}
export const beginAuthenticator = () => call<Enrolment>('POST', '/me/authenticator/begin', { body: {} });
export const finishAuthenticator = async (handle: string, code: string) =>
  (await call<Codes>('POST', '/me/authenticator/finish', { body: { handle, code } })).recovery_codes;
export const removeAuthenticator = () => call<void>('DELETE', '/me/authenticator');
export const newRecoveryCodes = async () =>
  (await call<Codes>('POST', '/me/recovery-codes', { body: {} })).recovery_codes;

export const removePasskey = (id: string) => call<void>('DELETE', `/me/passkeys/${encodeURIComponent(id)}`);

interface Ceremony<T> {
  handle: string;
  options: T;
}

// The browser part of a passkey is loaded only when somebody uses one.
async function askPasskey<T>(finish: string): Promise<T> {
  const { startAuthentication } = await import('@simplewebauthn/browser');
  const begun = await call<Ceremony<PublicKeyCredentialRequestOptionsJSON>>('POST', '/sign-in/passkey/begin', {
    body: {},
  });
  const credential = await startAuthentication({ optionsJSON: begun.options });
  return call<T>('POST', finish, { body: { handle: begun.handle, credential } });
}
export const signInWithPasskey = () => askPasskey<SignedIn>('/sign-in/passkey/finish');
export const proveFreshByPasskey = () => askPasskey<Session>('/me/fresh/passkey');

/** Adds a passkey; the answer holds recovery codes if the account had none. */
export async function addPasskey(name: string): Promise<string[]> {
  const { startRegistration } = await import('@simplewebauthn/browser');
  const begun = await call<Ceremony<PublicKeyCredentialCreationOptionsJSON>>('POST', '/me/passkeys/begin', {
    body: {},
  });
  const credential = await startRegistration({ optionsJSON: begun.options });
  const made = await call<Codes>('POST', '/me/passkeys/finish', { body: { handle: begun.handle, name, credential } });
  return made.recovery_codes;
}

export const passkeysPossible = () => window.isSecureContext && 'PublicKeyCredential' in window;

/** A person closing the browser's own passkey dialog is not an error to show. */
export const passkeyCancelled = (error: unknown) =>
  error instanceof Error && (error.name === 'NotAllowedError' || error.name === 'AbortError');
