import { BellOutlined, BookOutlined, CheckSquareOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { marksQuery, todosInQuery } from '@/api/later';
import { useOrg } from '@/api/org';
import type { Message } from '@/api/types';
import css from './Later.module.css';

/** What I keep of a message: nobody else sees it. */
export function KeptMarks({ message }: { message: Message }) {
  const { t } = useTranslation();
  const { id: org, may } = useOrg();
  const { data } = useQuery(marksQuery(org, message.conversation_id));
  const given = useQuery({ ...todosInQuery(org, message.conversation_id), enabled: may('todo.use') });
  const saved = (data?.bookmarks ?? []).includes(message.seq);
  const reminded = (data?.reminders ?? []).includes(message.seq);
  const todos = (given.data?.items ?? []).filter((one) => one.seq === message.seq);
  const open = todos.some((one) => one.done_at === undefined);
  if (!saved && !reminded && todos.length === 0) return null;
  return (
    <span className={css.marks}>
      {saved && <BookOutlined aria-label={t('later:is_saved')} title={t('later:is_saved')} />}
      {reminded && <BellOutlined aria-label={t('later:is_reminded')} title={t('later:is_reminded')} />}
      {todos.length > 0 && (
        <span className={css.todo} data-open={open}>
          <CheckSquareOutlined aria-hidden /> {t(open ? 'later:todo_open' : 'later:todo_closed')}
        </span>
      )}
    </span>
  );
}
