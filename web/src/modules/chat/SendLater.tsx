import { ClockCircleOutlined } from '@ant-design/icons';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { laterKey, scheduleMessage } from '@/api/later';
import { useOrg } from '@/api/org';
import { Menu, type MenuItem } from '@/ui/Menu';
import { useGo } from '@/ui/navigation';
import { paths } from '@/ui/paths';
import { useFormat } from '@/ui/useFormat';
import { useProblemToast } from '@/ui/useProblem';
import { WhenDialog } from './WhenDialog';
import { choiceWords, sendingTimes } from './when';

interface Written {
  text: string;
  mentions: string[];
  reply_to: number;
}

interface Props {
  conversation: string;
  /** Whether there is something to send. */
  ready: boolean;
  write: () => Written;
  done: () => void;
}

/** Beside Send: when instead of now. */
export function SendLater({ conversation, ready, write, done }: Props) {
  const { t } = useTranslation();
  const { id: org } = useOrg();
  const { message: toast } = App.useApp();
  const format = useFormat();
  const go = useGo();
  const client = useQueryClient();
  const [asking, setAsking] = useState(false);
  const [now, setNow] = useState(() => new Date());
  // The same ask again, after a lost answer, is the same message.
  const [clientId, setClientId] = useState(() => crypto.randomUUID());
  const problem = useProblemToast();
  const schedule = useMutation({
    mutationFn: (at: string) => scheduleMessage(org, conversation, { client_id: clientId, at, ...write() }),
    onSuccess: (made) => {
      setClientId(crypto.randomUUID());
      setAsking(false);
      void client.invalidateQueries({ queryKey: laterKey(org) });
      void toast.success(t('later:will_send', { time: format.dateTime(made.at) }));
      done();
    },
    onError: (error) => !asking && problem(error),
  });
  const choices = sendingTimes(now, format.zone);
  const items: MenuItem[] = [
    ...choices.map(
      (one): MenuItem => ({
        kind: 'action',
        key: one.key,
        label:
          one.key === 'evening' ? t(choiceWords[one.key]) : `${t(choiceWords[one.key])} · ${format.rowTime(one.at)}`,
        disabled: !ready,
        onClick: () => schedule.mutate(one.at),
      }),
    ),
    { kind: 'action', key: 'own', label: t('later:own_time'), disabled: !ready, onClick: () => setAsking(true) },
    { kind: 'divider', key: 'line' },
    {
      kind: 'action',
      key: 'list',
      label: t('later:scheduled'),
      onClick: () => go(paths.later(org, 'scheduled', conversation)),
    },
  ];
  return (
    <>
      <Menu
        label={t('later:send_later')}
        items={items}
        trigger={(props) => (
          <Button
            type="text"
            icon={<ClockCircleOutlined aria-hidden />}
            aria-label={t('later:send_later')}
            title={t('later:send_later')}
            loading={schedule.isPending}
            onPointerEnter={() => setNow(new Date())}
            onFocus={() => setNow(new Date())}
            {...props}
          />
        )}
      />
      {asking && (
        <WhenDialog
          title={t('later:send_later')}
          okText={t('later:schedule')}
          choices={choices}
          busy={schedule.isPending}
          error={schedule.error}
          onOk={(at) => schedule.mutate(at)}
          onClose={() => setAsking(false)}
        />
      )}
    </>
  );
}
