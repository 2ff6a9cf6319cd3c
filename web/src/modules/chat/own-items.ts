import type { TFunction } from 'i18next';
import type { Conversation } from '@/api/types';
import type { MenuItem } from '@/ui/MenuList';
import { forGood, tomorrowMorning, type useConversationActs } from './conversation-acts';
import { isMuted } from './conversations';

type Acts = ReturnType<typeof useConversationActs>;

export const menuItem = (key: string, label: string, onClick: () => void, danger = false): MenuItem => ({
  kind: 'action',
  key,
  label,
  onClick,
  danger,
});

/** How one has a conversation for oneself: the same in the list and in the open conversation. */
export function ownItems(t: TFunction, one: Conversation, acts: Acts): MenuItem[] {
  const hour = () => new Date(Date.now() + 3_600_000).toISOString();
  return [
    menuItem('pin', t(one.pinned ? 'talk:unpin_conversation' : 'talk:pin_conversation'), acts.pin),
    ...(isMuted(one)
      ? [menuItem('unmute', t('talk:unmute'), () => acts.mute(null))]
      : [
          menuItem('hour', t('talk:mute_hour'), () => acts.mute(hour())),
          menuItem('tomorrow', t('talk:mute_tomorrow'), () => acts.mute(tomorrowMorning(new Date()).toISOString())),
          menuItem('mute', t('talk:mute_always'), () => acts.mute(forGood)),
        ]),
    ...(one.unread > 0
      ? [menuItem('read', t('talk:mark_read'), acts.markRead)]
      : one.last
        ? [menuItem('unread', t('talk:mark_unread'), acts.markUnread)]
        : []),
    menuItem('hear', t('talk:hear_in'), acts.hear),
    menuItem('file', t('talk:file_in'), acts.file),
  ];
}

/** Last, and in red. */
export const leaveItems = (t: TFunction, one: Conversation, acts: Acts): MenuItem[] =>
  (one.can ?? []).includes('leave') ? [menuItem('leave', t('chat:leave'), acts.askLeave, true)] : [];
