import type { PublicKeyCredentialCreationOptionsJSON } from '@simplewebauthn/browser';
import { call } from './client';
import type { SignedIn } from './types';

export type Joined = SignedIn & { recovery_codes: string[] };

/** Joins with a new passkey and no password; the browser part of it is loaded only now. */
export async function joinWithPasskey(token: string, name: string): Promise<Joined> {
  const { startRegistration } = await import('@simplewebauthn/browser');
  const begun = await call<{ handle: string; options: PublicKeyCredentialCreationOptionsJSON }>(
    'POST',
    '/invitations/passkey/begin',
    { body: { token } },
  );
  const credential = await startRegistration({ optionsJSON: begun.options });
  return call<Joined>('POST', '/invitations/passkey/finish', {
    body: { token, handle: begun.handle, name, credential },
  });
}
