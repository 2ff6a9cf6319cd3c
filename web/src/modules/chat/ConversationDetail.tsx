import { useTranslation } from 'react-i18next';
import type { Conversation } from '@/api/types';
import { usePresence } from '@/api/usePresence';
import { useOnePane } from '@/ui/useMedia';
import { stateWords } from './StateWords';

/** The line under a conversation's name: who it is and whether they are there, or how many; on small screens, who types. */
export function ConversationDetail({ one, typing }: { one: Conversation; typing: string }) {
  const { t } = useTranslation();
  const small = useOnePane();
  const { other } = one;
  const state = usePresence(other ? [other.id] : [])[other?.id ?? ''];
  if (small && typing) return <span aria-hidden="true">{typing}</span>;
  if (one.kind !== 'direct') {
    const about = one.description?.split('\n')[0];
    return [t('chat:members_count', { count: one.members_count }), about].filter(Boolean).join(' · ');
  }
  return [other?.title, state && t(stateWords[state])].filter(Boolean).join(' · ');
}
