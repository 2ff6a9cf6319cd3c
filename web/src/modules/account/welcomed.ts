import type { SignedIn } from '@/api/types';
import { paths } from '@/ui/paths';
import { readPreference, writePreference } from '@/ui/preferences';

// Whose first steps this device has shown, the latest last; a shared computer sees many people.
const most = 20;
const shown = () => readPreference('welcomed').split(' ').filter(Boolean);

export function noteWelcomed(person: string) {
  writePreference('welcomed', [...shown().filter((one) => one !== person), person].slice(-most).join(' '));
}

/** The first steps in an organisation that somebody has just joined; '/' if they have seen them here. */
export function firstPlace(session: Pick<SignedIn, 'organisations'>, joined: string): string {
  const here = session.organisations?.find((one) => one.id === joined);
  return here && !shown().includes(here.person_id) ? paths.welcome(here.id) : '/';
}
