import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { App, Button, Checkbox } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { dropTodo, finishTodo, laterKey, todosQuery } from '@/api/later';
import { useOrg } from '@/api/org';
import type { Todo } from '@/api/types';
import { PathLink } from '@/ui/PathLink';
import { paths } from '@/ui/paths';
import { useFormat } from '@/ui/useFormat';
import { useProblemToast } from '@/ui/useProblem';
import css from './Later.module.css';
import { LaterList } from './LaterList';

/** What I have to do, or what I gave to others; the open ones first. */
export function TodoList({ view }: { view: 'mine' | 'given' }) {
  const { t } = useTranslation();
  const { id: org } = useOrg();
  const [done, setDone] = useState(false);
  const query = useInfiniteQuery(todosQuery(org, view, done));
  const label = view === 'mine' ? t('later:todos') : t('later:given');
  return (
    <>
      <Checkbox checked={done} onChange={(event) => setDone(event.target.checked)}>
        {t('later:show_done')}
      </Checkbox>
      <LaterList
        query={query}
        label={label}
        empty={{ title: t('later:todos_none'), text: t('later:todos_none_text') }}
        row={(one) => <Row key={one.id} one={one} />}
      />
    </>
  );
}

function Row({ one }: { one: Todo }) {
  const { t } = useTranslation();
  const { id: org, me } = useOrg();
  const { modal } = App.useApp();
  const format = useFormat();
  const client = useQueryClient();
  const problem = useProblemToast();
  const refresh = () => {
    void client.invalidateQueries({ queryKey: laterKey(org) });
    void client.invalidateQueries({ queryKey: ['o', org, 'work'] });
  };
  const done = one.done_at !== undefined;
  const finish = useMutation({
    mutationFn: () => finishTodo(org, one.id, !done),
    onSuccess: refresh,
    onError: problem,
  });
  const drop = useMutation({ mutationFn: () => dropTodo(org, one.id), onSuccess: refresh, onError: problem });
  const askDrop = () =>
    modal.confirm({
      title: t('later:todo_delete_title'),
      content: t('later:todo_delete_text'),
      okText: t('chat:delete'),
      okButtonProps: { danger: true },
      cancelText: t('shell:cancel'),
      onOk: () => drop.mutateAsync().catch(() => {}),
    });
  const giver = one.giver.id === me.person.id;
  const mine = one.person.id === me.person.id;
  return (
    <li className={css.item}>
      <span className={css.head}>
        <span className={css.title} dir="auto">
          {one.title}
        </span>
        {one.due_at && <time dateTime={one.due_at}>{t('work:due', { time: format.dateTime(one.due_at) })}</time>}
      </span>
      {!mine && <span className={css.said}>{t('later:todo_by', { name: format.person(one.person) })}</span>}
      {!giver && <span className={css.said}>{t('later:todo_from', { name: format.person(one.giver) })}</span>}
      {one.done_at && <span className={css.said}>{t('later:todo_done', { time: format.dateTime(one.done_at) })}</span>}
      <span className={css.acts}>
        <Button
          size="small"
          type={done ? 'default' : 'primary'}
          loading={finish.isPending}
          onClick={() => finish.mutate()}
        >
          {t(done ? 'later:reopen' : 'later:done')}
        </Button>
        {one.conversation_id && (
          <PathLink className={css.link} to={paths.message(org, one.conversation_id, one.seq)}>
            {t('later:to_message')}
          </PathLink>
        )}
        {giver && (
          <Button size="small" danger onClick={askDrop}>
            {t('chat:delete')}
          </Button>
        )}
      </span>
    </li>
  );
}
