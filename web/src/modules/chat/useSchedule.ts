import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { laterKey, scheduleMessage } from '@/api/later';
import { useOrg } from '@/api/org';
import { useFormat } from '@/ui/useFormat';

/** What stands in a composer. */
export interface Written {
  text: string;
  mentions: string[];
  reply_to: number;
  /** The message in whose thread it is said; 0: in none. */
  thread: number;
}

/** Lets what is written go out at a moment; a text of its own takes the place of what is written. */
export function useSchedule(conversation: string, write: () => Written, done: () => void) {
  const { t } = useTranslation();
  const { id: org } = useOrg();
  const { message: toast } = App.useApp();
  const format = useFormat();
  const client = useQueryClient();
  // The same ask again, after a lost answer, is the same message.
  const [clientId, setClientId] = useState(() => crypto.randomUUID());
  return useMutation({
    mutationFn: ({ at, text }: { at: string; text?: string }) =>
      scheduleMessage(org, conversation, { client_id: clientId, at, ...write(), ...(text && { text }) }),
    onSuccess: (made) => {
      setClientId(crypto.randomUUID());
      void client.invalidateQueries({ queryKey: laterKey(org) });
      void toast.success(t('later:will_send', { time: format.dateTime(made.at) }));
      done();
    },
  });
}
