import type { Person } from '@/api/types';

/** Only what is out of the ordinary gets a word. */
export function statusLabel(person: Pick<Person, 'status' | 'has_account'>): string {
  if (person.status === 'left') return 'directory:status_left';
  return person.has_account ? '' : 'directory:status_no_account';
}
