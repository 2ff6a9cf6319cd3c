import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { addAnswer, closePoll, laterKey, marksQuery, vote } from '@/api/later';
import { useOrg } from '@/api/org';
import type { Message, Poll } from '@/api/types';
import { useFormat } from '@/ui/useFormat';
import { useProblemToast } from '@/ui/useProblem';
import css from './Poll.module.css';

interface Props {
  message: Message;
  poll: Poll;
  /** Whether the reader may write here at all. */
  open: boolean;
}

/** A poll under its question: answers to choose, and how often each was chosen. */
export function PollView({ message, poll, open }: Props) {
  const { t } = useTranslation();
  const { id: org, me } = useOrg();
  const { modal } = App.useApp();
  const format = useFormat();
  const client = useQueryClient();
  const problem = useProblemToast();
  const marks = useQuery(marksQuery(org, message.conversation_id));
  const mine = marks.data?.votes?.find((one) => one.seq === message.seq);
  const [picked, setPicked] = useState<number[] | null>(null);
  const [answer, setAnswer] = useState('');
  const refresh = () => client.invalidateQueries({ queryKey: laterKey(org) });
  const send = useMutation({
    mutationFn: (choices: number[]) => vote(org, message, choices),
    onSuccess: refresh,
    onError: problem,
    onSettled: () => setPicked(null),
  });
  const add = useMutation({
    mutationFn: () => addAnswer(org, message, answer.trim()),
    onSuccess: () => setAnswer(''),
    onError: problem,
  });
  const end = useMutation({ mutationFn: () => closePoll(org, message), onError: problem });
  const options = poll.options ?? [];
  const live = !poll.closed && open;
  const fixed = !live || (poll.anonymous && mine !== undefined);
  const chosen = picked ?? mine?.choices ?? [];
  // One answer under one's name goes at once; several, or one for good, are sent by a button.
  const atOnce = !poll.multiple && !poll.anonymous;
  const pick = (n: number) => {
    const rest = chosen.filter((one) => one !== n);
    const next = chosen.includes(n) ? rest : poll.multiple ? [...rest, n] : [n];
    if (atOnce) send.mutate(next);
    else setPicked(next);
  };
  const askEnd = () =>
    modal.confirm({
      title: t('later:poll_close_title'),
      content: t('later:poll_close_text'),
      okText: t('later:poll_close'),
      cancelText: t('shell:cancel'),
      onOk: () => end.mutateAsync().catch(() => {}),
    });
  return (
    <div className={css.poll}>
      <div className={css.options} role="group" aria-label={message.text}>
        {options.map((one) => (
          <button
            key={one.n}
            type="button"
            aria-pressed={chosen.includes(one.n)}
            disabled={fixed || send.isPending}
            className={css.option}
            title={(one.persons ?? []).map(format.person).join(', ')}
            onClick={() => pick(one.n)}
          >
            <span className={css.bar} style={{ inlineSize: `${(100 * one.votes) / Math.max(1, poll.voters)}%` }} />
            <span className={css.text} dir="auto">
              {one.text}
            </span>
            <span className={css.count}>{format.number(one.votes)}</span>
          </button>
        ))}
      </div>
      {picked !== null && (
        <Button
          size="small"
          type="primary"
          loading={send.isPending}
          disabled={poll.anonymous && picked.length === 0}
          onClick={() => send.mutate(picked)}
        >
          {t('later:poll_vote')}
        </Button>
      )}
      {live && poll.adds && options.length < 10 && (
        <Input.Search
          className={css.add}
          maxLength={200}
          aria-label={t('later:poll_add')}
          placeholder={t('later:poll_add')}
          enterButton={t('later:poll_add_short')}
          loading={add.isPending}
          value={answer}
          onChange={(event) => setAnswer(event.target.value)}
          onSearch={() => answer.trim() && add.mutate()}
        />
      )}
      <span className={css.foot}>
        <span>{t('later:poll_voters', { count: poll.voters })}</span>
        {poll.anonymous && <span>{t('later:poll_is_anonymous')}</span>}
        {poll.closed ? (
          <span>{t('later:poll_closed')}</span>
        ) : (
          poll.closes_at && <span>{t('later:poll_until', { time: format.dateTime(poll.closes_at) })}</span>
        )}
        {live && message.sender_id === me.person.id && (
          <Button size="small" type="link" onClick={askEnd}>
            {t('later:poll_close')}
          </Button>
        )}
      </span>
    </div>
  );
}
