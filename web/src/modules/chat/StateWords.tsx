import { useTranslation } from 'react-i18next';
import type { PresenceState } from '@/api/types';

/** The mark beside a picture, for those who hear the page. */
export function StateWords({ state }: { state?: PresenceState }) {
  const { t } = useTranslation();
  if (!state) return null;
  return <span className="visually-hidden">{t(state === 'here' ? 'chat:state_here' : 'chat:state_away')}</span>;
}
