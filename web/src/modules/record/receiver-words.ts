import type { Receiver } from '@/api/receivers';

/** What stands in the way of a receiver. */
export const failureKeys: Record<Receiver['failure'], string> = {
  '': 'receivers:arrived',
  forbidden: 'receivers:fail_forbidden',
  unknown_host: 'receivers:fail_unknown_host',
  certificate: 'receivers:fail_certificate',
  refused: 'receivers:fail_refused',
  timeout: 'receivers:fail_timeout',
  turned_away: 'receivers:fail_turned_away',
  broken: 'receivers:fail_broken',
};
