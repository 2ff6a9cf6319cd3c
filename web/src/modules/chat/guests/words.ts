import type { TFunction } from 'i18next';
import type { Guest } from '@/api/types';

/** How far a guest is, in words. */
export function stateWords(t: TFunction, state: Guest['state']): string {
  switch (state) {
    case 'waiting':
      return t('guests:state_waiting');
    case 'invited':
      return t('guests:state_invited');
    case 'here':
      return t('guests:state_here');
    case 'refused':
      return t('guests:state_refused');
    case 'declined':
      return t('guests:state_declined');
    case 'ended':
      return t('guests:state_ended');
    case 'stayed':
      return t('guests:state_stayed');
  }
}
