import { useTranslation } from 'react-i18next';
import type { PresenceState } from '@/api/types';

/** How somebody's presence is called; of somebody who is not there nothing is said. */
export const stateWords = { here: 'chat:state_here', away: 'chat:state_away' } as const;

/** The mark beside a picture, for those who hear the page. */
export function StateWords({ state }: { state?: PresenceState }) {
  const { t } = useTranslation();
  return state && <span className="visually-hidden">{t(stateWords[state])}</span>;
}
