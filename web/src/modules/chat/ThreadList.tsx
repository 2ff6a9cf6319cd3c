import { useInfiniteQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { threadsQuery } from '@/api/chat';
import { useLiveEvents } from '@/api/live-context';
import { useOrg } from '@/api/org';
import type { FollowedThread } from '@/api/types';
import { Avatar } from '@/ui/Avatar';
import { EmptyState } from '@/ui/EmptyState';
import { ErrorState } from '@/ui/ErrorState';
import { Loading } from '@/ui/Loading';
import { unmarked } from '@/ui/markdown-links';
import { PathLink } from '@/ui/PathLink';
import { paths } from '@/ui/paths';
import { useFormat } from '@/ui/useFormat';
import css from './ConversationRow.module.css';

/** The threads I follow, in place of the conversations. */
export function ThreadList() {
  const { t } = useTranslation();
  const { id: org } = useOrg();
  const query = useInfiniteQuery(threadsQuery(org));
  const all = query.data?.pages.flatMap((page) => page.items ?? []) ?? [];
  useLiveEvents((event) => {
    if (event.t === 'message' && event.message.thread > 0) void query.refetch();
  });
  if (query.isPending) return <Loading rows={6} />;
  if (query.isError) return <ErrorState error={query.error} retry={() => void query.refetch()} />;
  if (all.length === 0) return <EmptyState title={t('talk:threads_none')} text={t('talk:threads_help')} />;
  return (
    <>
      <ul>
        {all.map((one) => (
          <li key={`${one.root.conversation_id}/${one.root.seq}`}>
            <ThreadLine one={one} />
          </li>
        ))}
      </ul>
      {query.hasNextPage && (
        <Button type="link" loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
          {t('shell:more')}
        </Button>
      )}
    </>
  );
}

function ThreadLine({ one }: { one: FollowedThread }) {
  const { t } = useTranslation();
  const { id: org } = useOrg();
  const format = useFormat();
  const { root, last } = one;
  const by = format.person({ name: root.sender_name, name_zh: root.sender_name_zh }) || t('chat:former');
  const name = format.person({ name: last.sender_name, name_zh: last.sender_name_zh }) || t('chat:former');
  return (
    <PathLink
      to={`${paths.chat(org, root.conversation_id)}?filter=threads&thread=${root.seq}`}
      className={css.row}
      data-unread={one.unread > 0}
    >
      <Avatar id={root.sender_id} name={by} picture={root.sender_picture} />
      <span className={css.words}>
        <span className={css.top}>
          <span className={css.title}>{unmarked(root.text) || t('chat:recalled_line')}</span>
          <time className={css.time} dateTime={last.at}>
            {format.rowTime(last.at)}
          </time>
        </span>
        <span className={css.bottom}>
          <span className={css.line}>
            {one.conversation} · {t('chat:last_line', { name, text: unmarked(last.text) })}
          </span>
          {one.unread > 0 && (
            <span className={css.count}>
              <span aria-hidden="true">{one.unread}</span>
              <span className="visually-hidden">{t('chat:unread_count', { count: one.unread })}</span>
            </span>
          )}
        </span>
      </span>
    </PathLink>
  );
}
