import { useTranslation } from 'react-i18next';
import type { Conversation } from '@/api/types';
import { FloatingMenu } from '@/ui/FloatingMenu';
import { useConversationActs } from './conversation-acts';
import { conversationTitle } from './conversations';
import { leaveItems, ownItems } from './own-items';
import type { RowMenuPlace } from './row-menu';

/** What one does with a conversation without opening it. */
export function RowMenu({ one, at, onClose }: { one: Conversation; at: RowMenuPlace; onClose: () => void }) {
  const { t, i18n } = useTranslation();
  const acts = useConversationActs(one);
  const leave = leaveItems(t, one, acts);
  const own = ownItems(t, one, acts);
  return (
    <FloatingMenu
      label={conversationTitle(one, i18n.language)}
      items={leave.length > 0 ? [...own, { kind: 'divider', key: 'line' }, ...leave] : own}
      at={at}
      onClose={onClose}
    />
  );
}
