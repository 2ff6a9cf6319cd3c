import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { changeScheduled, dropScheduled, laterKey, scheduledQuery, sendScheduled } from '@/api/later';
import { useOrg } from '@/api/org';
import type { ScheduledMessage } from '@/api/types';
import { PathLink } from '@/ui/PathLink';
import { paths } from '@/ui/paths';
import { useFormat } from '@/ui/useFormat';
import { useProblemToast } from '@/ui/useProblem';
import css from './Later.module.css';
import { LaterList } from './LaterList';
import { mentionsIn } from './mentions';
import { WhenDialog } from './WhenDialog';
import { sendingTimes } from './when';

/** Messages of mine that go out later, and those that could not. */
export function ScheduledList({ conversation }: { conversation: string }) {
  const { t } = useTranslation();
  const { id: org } = useOrg();
  const query = useInfiniteQuery(scheduledQuery(org, conversation));
  return (
    <LaterList
      query={query}
      label={t('later:scheduled')}
      empty={{ title: t('later:scheduled_none'), text: t('later:scheduled_none_text') }}
      row={(one) => <Scheduled key={one.id} one={one} />}
    />
  );
}

function Scheduled({ one }: { one: ScheduledMessage }) {
  const { t } = useTranslation();
  const { id: org } = useOrg();
  const { modal, message: toast } = App.useApp();
  const format = useFormat();
  const client = useQueryClient();
  const problem = useProblemToast();
  const [editing, setEditing] = useState(false);
  const refresh = () => client.invalidateQueries({ queryKey: laterKey(org) });
  const send = useMutation({
    mutationFn: () => sendScheduled(org, one.id),
    onSuccess: () => {
      void refresh();
      void toast.success(t('later:sent_now'));
    },
    onError: problem,
  });
  const drop = useMutation({ mutationFn: () => dropScheduled(org, one.id), onSuccess: refresh, onError: problem });
  const change = useMutation({
    mutationFn: (next: { at: string; text: string }) =>
      changeScheduled(org, one.id, { ...next, mentions: mentionsIn(next.text, one.mentions ?? []) }),
    onSuccess: () => {
      setEditing(false);
      void refresh();
    },
  });
  const askDrop = () =>
    modal.confirm({
      title: t('later:delete_title'),
      content: t('later:delete_text'),
      okText: t('chat:delete'),
      okButtonProps: { danger: true },
      cancelText: t('shell:cancel'),
      onOk: () => drop.mutateAsync().catch(() => {}),
    });
  const failed = one.state === 'failed';
  return (
    <li className={css.item}>
      <span className={css.head}>
        {one.conversation_title ? (
          <PathLink
            className={css.title}
            to={`${paths.chat(org, one.conversation_id)}${one.thread ? `?thread=${one.thread}` : ''}`}
          >
            {one.thread ? t('later:in_thread', { title: one.conversation_title }) : one.conversation_title}
          </PathLink>
        ) : (
          <span className={css.title}>{t('later:left')}</span>
        )}
        <time dateTime={one.at}>{format.dateTime(one.at)}</time>
      </span>
      <p className={css.text} dir="auto">
        {one.text}
      </p>
      {failed && (
        <p className={css.failed} role="status">
          {t('later:not_sent', { reason: one.reason })}
        </p>
      )}
      <span className={css.acts}>
        <Button size="small" onClick={() => setEditing(true)}>
          {t('later:edit')}
        </Button>
        <Button size="small" loading={send.isPending} onClick={() => send.mutate()}>
          {t('later:send_now')}
        </Button>
        <Button size="small" danger onClick={askDrop}>
          {t('chat:delete')}
        </Button>
      </span>
      {editing && (
        <WhenDialog
          title={t('later:edit')}
          okText={t('shell:save')}
          at={failed ? '' : one.at}
          choices={sendingTimes(new Date(), format.zone)}
          text={{ label: t('later:text'), value: one.text, longest: 20_000, optional: false }}
          busy={change.isPending}
          error={change.error}
          onOk={(at, text) => change.mutate({ at, text })}
          onClose={() => setEditing(false)}
        />
      )}
    </li>
  );
}
