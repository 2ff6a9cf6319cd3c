import type { Review } from '@/api/reviews';

export const reviewState: Record<Review['state'], string> = {
  open: 'review:state_open',
  reviewed: 'review:state_reviewed',
  signed: 'review:state_signed',
};

/** What is summed, by its kind. */
export const kindKeys: Record<string, string> = {
  sign_ins: 'review:sign_ins',
  new_addresses: 'review:new_addresses',
  new_devices: 'review:new_devices',
  failed_sign_ins: 'review:failed_sign_ins',
  recoveries: 'review:recoveries',
  rights_given: 'review:rights_given',
  rights_taken: 'review:rights_taken',
  downloads: 'review:downloads',
  people_added: 'review:people_added',
  people_left: 'review:people_left',
  verification: 'review:verification',
  settings: 'review:settings',
};

/** The action whose entries stand behind a part: a first time is one of the sign-ins. */
export const actionOf = (action: string) => (action.startsWith('record.seen.') ? 'account.sign_in' : action);

export function monthName(month: string, lang: string): string {
  const first = new Date(`${month}-01T00:00:00Z`);
  return new Intl.DateTimeFormat(lang, { year: 'numeric', month: 'long', timeZone: 'UTC' }).format(first);
}

/** The first and last day of a month, as the filters of the record have them. */
export function daysOf(month: string): { from: string; to: string } {
  const [year = 0, number = 0] = month.split('-').map(Number);
  const last = new Date(Date.UTC(year, number, 0)).getUTCDate();
  return { from: `${month}-01`, to: `${month}-${String(last).padStart(2, '0')}` };
}
