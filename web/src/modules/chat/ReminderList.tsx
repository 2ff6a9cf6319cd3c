import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { keptQuery, laterKey, remind, reminderDone } from '@/api/later';
import { useOrg } from '@/api/org';
import type { KeptMessage } from '@/api/types';
import { useFormat } from '@/ui/useFormat';
import { useProblemToast } from '@/ui/useProblem';
import { KeptItem } from './KeptItem';
import css from './Later.module.css';
import { LaterList } from './LaterList';
import { WhenDialog } from './WhenDialog';
import { remindingTimes } from './when';

/** Messages of which I am reminded: those that rang first. */
export function ReminderList() {
  const { t } = useTranslation();
  const { id: org } = useOrg();
  const query = useInfiniteQuery(keptQuery(org, 'reminders'));
  return (
    <LaterList
      query={query}
      label={t('later:reminders')}
      empty={{ title: t('later:reminders_none'), text: t('later:reminders_none_text') }}
      row={(one) => <Reminder key={`${one.conversation_id}/${one.seq}`} one={one} />}
    />
  );
}

function Reminder({ one }: { one: KeptMessage }) {
  const { t } = useTranslation();
  const { id: org } = useOrg();
  const format = useFormat();
  const client = useQueryClient();
  const [asking, setAsking] = useState(false);
  const refresh = () => client.invalidateQueries({ queryKey: laterKey(org) });
  const done = useMutation({
    mutationFn: () => reminderDone(org, one),
    onSuccess: refresh,
    onError: useProblemToast(),
  });
  const put = useMutation({
    mutationFn: (when: { at: string; note: string }) => remind(org, one, when),
    onSuccess: () => {
      setAsking(false);
      void refresh();
    },
  });
  const at = one.at ?? '';
  return (
    <KeptItem
      one={one}
      time={
        <time dateTime={at} data-rang={one.rang} className={css.due}>
          {one.rang ? t('later:rang', { time: format.dateTime(at) }) : format.dateTime(at)}
        </time>
      }
    >
      <Button
        size="small"
        type={one.rang ? 'primary' : 'default'}
        loading={done.isPending}
        onClick={() => done.mutate()}
      >
        {t('later:done')}
      </Button>
      <Button size="small" onClick={() => setAsking(true)}>
        {t('later:snooze')}
      </Button>
      {asking && (
        <WhenDialog
          title={t('later:snooze')}
          okText={t('later:remind')}
          choices={remindingTimes(new Date(), format.zone)}
          text={{ label: t('later:note'), value: one.note, longest: 500, optional: true }}
          busy={put.isPending}
          error={put.error}
          onOk={(time, note) => put.mutate({ at: time, note })}
          onClose={() => setAsking(false)}
        />
      )}
    </KeptItem>
  );
}
