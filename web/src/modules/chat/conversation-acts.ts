import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App } from 'antd';
import { useTranslation } from 'react-i18next';
import { archiveConversation, leaveConversation, markRead, setMine } from '@/api/chat';
import { markUnread } from '@/api/folders';
import { useOrg } from '@/api/org';
import type { Conversation } from '@/api/types';
import { useAddressValues, useGo, usePathname } from '@/ui/navigation';
import { paths } from '@/ui/paths';
import { useProblemToast } from '@/ui/useProblem';
import { conversationTitle } from './conversations';

/** Beyond any calendar: muted for good. */
export const forGood = '9999-12-31T00:00:00Z';

/** 09:00 of the next day in Hong Kong, which keeps one time all year. */
export function tomorrowMorning(now: Date): Date {
  const day = new Date(now.getTime() + 8 * 3_600_000);
  return new Date(Date.UTC(day.getUTCFullYear(), day.getUTCMonth(), day.getUTCDate() + 1, 1));
}

/** What a member does with a conversation as a whole. */
export function useConversationActs(one: Conversation) {
  const { t, i18n } = useTranslation();
  const { modal } = App.useApp();
  const { id: org } = useOrg();
  const client = useQueryClient();
  const go = useGo();
  const open = usePathname() === paths.chat(org, one.id);
  const [, setValues] = useAddressValues();
  const toast = useProblemToast();
  const title = conversationTitle(one, i18n.language);
  const onError = toast;
  const refresh = () => client.invalidateQueries({ queryKey: ['o', org, 'conversations'] });

  const mine = useMutation({
    mutationFn: (next: { pinned?: boolean; muted_until?: string | null }) => {
      const muted = next.muted_until === undefined ? one.muted_until : next.muted_until;
      // Hearing nothing ends with the mute that belongs to it; hearing all waits behind one.
      const hears = one.hears === 'nothing' && next.muted_until !== undefined ? '' : one.hears;
      return setMine(org, one.id, {
        pinned: next.pinned ?? one.pinned,
        ...(muted ? { muted_until: muted } : {}),
        ...(hears ? { hears } : {}),
      });
    },
    onSuccess: refresh,
    onError,
  });
  const mark = useMutation({
    mutationFn: (read: boolean) => (read ? markRead(org, one.id, one.last_seq) : markUnread(org, one.id)),
    onSuccess: () => {
      void refresh();
      void client.invalidateQueries({ queryKey: ['o', org, 'unread'] });
    },
    onError,
  });
  const archive = useMutation({
    mutationFn: (on: boolean) => archiveConversation(org, one.id, on),
    onSuccess: refresh,
    onError,
  });
  const leave = useMutation({
    mutationFn: () => leaveConversation(org, one.id),
    onSuccess: () => {
      void refresh();
      if (open) go(paths.chat(org), { replace: true });
    },
    onError,
  });
  return {
    pin: () => mine.mutate({ pinned: !one.pinned }),
    mute: (until: string | null) => mine.mutate({ muted_until: until }),
    markRead: () => mark.mutate(true),
    // What is on screen is read: the mark would be gone with the next look at it.
    markUnread: () => {
      if (open) go(paths.chat(org));
      mark.mutate(false);
    },
    file: () => setValues({ file: one.id }),
    hear: () => setValues({ hear: one.id }),
    reopen: () => archive.mutate(false),
    askArchive: () =>
      modal.confirm({
        title: t('talk:archive_title', { title }),
        content: t('talk:archive_text'),
        okText: t('talk:archive'),
        cancelText: t('shell:cancel'),
        onOk: () => archive.mutateAsync(true).catch(() => {}),
      }),
    askLeave: () =>
      modal.confirm({
        title: t('chat:leave_title', { title }),
        content: t('chat:leave_text'),
        okText: t('chat:leave'),
        okButtonProps: { danger: true },
        cancelText: t('shell:cancel'),
        onOk: () => leave.mutateAsync().catch(() => {}),
      }),
  };
}
