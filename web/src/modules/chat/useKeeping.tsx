import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { App } from 'antd';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { bookmark, laterKey, marksQuery, remind, reminderDone, unbookmark } from '@/api/later';
import { useOrg } from '@/api/org';
import type { Message } from '@/api/types';
import type { MenuItem } from '@/ui/Menu';
import { useFormat } from '@/ui/useFormat';
import { useProblemToast } from '@/ui/useProblem';
import { TodoDialog } from './TodoDialog';
import { WhenDialog } from './WhenDialog';
import { remindingTimes } from './when';

/** What a message's menu offers for later, and the dialog that it opened. */
export function useKeeping(message: Message): { items: MenuItem[]; dialog: ReactNode } {
  const { t } = useTranslation();
  const { id: org, may } = useOrg();
  const { message: toast } = App.useApp();
  const format = useFormat();
  const client = useQueryClient();
  const { data } = useQuery(marksQuery(org, message.conversation_id));
  const [asking, setAsking] = useState(false);
  const [making, setMaking] = useState(false);
  const problem = useProblemToast();
  const saved = (data?.bookmarks ?? []).includes(message.seq);
  const reminded = (data?.reminders ?? []).includes(message.seq);
  const refresh = () => client.invalidateQueries({ queryKey: laterKey(org) });
  const save = useMutation({
    mutationFn: () => (saved ? unbookmark(org, message) : bookmark(org, message, '')),
    onSuccess: refresh,
    onError: problem,
  });
  const forget = useMutation({ mutationFn: () => reminderDone(org, message), onSuccess: refresh, onError: problem });
  const ask = useMutation({
    mutationFn: (when: { at: string; note: string }) => remind(org, message, when),
    onSuccess: (_, { at }) => {
      setAsking(false);
      void refresh();
      void toast.success(t('later:will_remind', { time: format.dateTime(at) }));
    },
  });
  const item = (key: string, label: string, onClick: () => void): MenuItem => ({ kind: 'action', key, label, onClick });
  return {
    items: [
      item('save', t(saved ? 'later:unsave' : 'later:save'), () => save.mutate()),
      reminded
        ? item('unremind', t('later:no_reminder'), () => forget.mutate())
        : item('remind', t('later:remind_me'), () => setAsking(true)),
      ...(may('todo.use') ? [item('todo', t('later:make_todo'), () => setMaking(true))] : []),
    ],
    dialog: making ? (
      <TodoDialog message={message} close={() => setMaking(false)} />
    ) : (
      asking && (
        <WhenDialog
          title={t('later:remind_me')}
          okText={t('later:remind')}
          choices={remindingTimes(new Date(), format.zone)}
          text={{ label: t('later:note'), value: '', longest: 500, optional: true }}
          busy={ask.isPending}
          error={ask.error}
          onOk={(at, note) => ask.mutate({ at, note })}
          onClose={() => setAsking(false)}
        />
      )
    ),
  };
}
