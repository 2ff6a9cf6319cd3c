import { ClockCircleOutlined, EditOutlined, FolderOutlined, MoreOutlined, SearchOutlined } from '@ant-design/icons';
import { type UseQueryResult, useQuery } from '@tanstack/react-query';
import { Button, Input } from 'antd';
import { lazy, type ReactNode, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { foldersQuery } from '@/api/folders';
import { useOrg } from '@/api/org';
import type { Conversation, List } from '@/api/types';
import { usePresence } from '@/api/usePresence';
import { withTexts } from '@/i18n/start';
import { EmptyState } from '@/ui/EmptyState';
import { ErrorState } from '@/ui/ErrorState';
import { Loading } from '@/ui/Loading';
import { useAddressValues, useGo } from '@/ui/navigation';
import { PageHeader } from '@/ui/PageHeader';
import { paths } from '@/ui/paths';
import css from './ConversationList.module.css';
import { ConversationRow } from './ConversationRow';
import {
  conversationTitle,
  type Filter,
  type FixedFilter,
  filters,
  folderIn,
  visibleConversations,
} from './conversations';
import { useRowMenu } from './row-menu';

const ThreadList = lazy(() =>
  withTexts('talk', import('./ThreadList')).then((module) => ({ default: module.ThreadList })),
);

const FolderBar = lazy(() =>
  withTexts('folders', import('./FolderBar')).then((module) => ({ default: module.FolderBar })),
);
const EmptyFolder = lazy(() =>
  withTexts('folders', import('./EmptyFolder')).then((module) => ({ default: module.EmptyFolder })),
);
const RowMenu = lazy(() => withTexts('talk', import('./RowMenu')).then((module) => ({ default: module.RowMenu })));

interface Props {
  query: UseQueryResult<List<Conversation>>;
  all: Conversation[];
  current: string;
  filter: Filter;
  /** There are conversations that are not loaded. */
  more: boolean;
  /** What stands at the list's end. */
  children?: ReactNode;
}

const names: Record<FixedFilter, string> = {
  all: 'chat:filter_all',
  unread: 'chat:filter_unread',
  mentions: 'chat:filter_mentions',
  groups: 'chat:filter_groups',
  outside: 'chat:filter_outside',
  threads: 'chat:filter_threads',
};

export function ConversationList({ query, all, current, filter, more, children }: Props) {
  const { t, i18n } = useTranslation();
  const { id: org, may } = useOrg();
  const [, setValues] = useAddressValues();
  const go = useGo();
  const [words, setWords] = useState('');
  const menu = useRowMenu();
  const folders = useQuery(foldersQuery(org)).data?.items ?? [];
  const pressed = all.find((one) => one.id === menu.at?.id);
  const shown = visibleConversations(all, filter, words, i18n.language, current);
  const nothing = shown.length === 0 && !more;
  const states = usePresence(all.flatMap((one) => one.other?.id ?? []));
  const kept = filter === 'all' ? '' : `?filter=${filter}`;
  // Where nobody is from outside there is nothing to choose.
  const outside = filter === 'outside' || all.some((one) => one.outside !== undefined);
  const offered = filters.filter((one) => one !== 'outside' || outside);
  const clear = () => {
    setWords('');
    setValues({ filter: '' }, true);
  };
  return (
    <>
      <PageHeader title={t('shell:messages')}>
        <Button
          type="text"
          icon={<ClockCircleOutlined aria-hidden />}
          aria-label={t('chat:later')}
          title={t('chat:later')}
          onClick={() => go(paths.later(org, 'scheduled'))}
        />
        {may('chat.conversation.create') && (
          <Button
            type="text"
            icon={<EditOutlined aria-hidden />}
            aria-label={t('shell:act_new_conversation')}
            title={t('shell:act_new_conversation')}
            onClick={() => setValues({ new: '1' })}
          />
        )}
      </PageHeader>
      <div className={css.tools}>
        <div className={css.find}>
          <Input
            allowClear
            prefix={<SearchOutlined aria-hidden />}
            placeholder={t('chat:find')}
            aria-label={t('chat:find')}
            value={words}
            onChange={(event) => setWords(event.target.value)}
          />
          <Button
            type="text"
            icon={<FolderOutlined aria-hidden />}
            aria-label={t('chat:folders')}
            title={t('chat:folders')}
            onClick={() => setValues({ folders: '1' })}
          />
        </div>
        <div className={css.filters} role="group" aria-label={t('chat:filters')}>
          {offered.map((one) => (
            <button
              key={one}
              type="button"
              aria-pressed={filter === one}
              onClick={() => setValues({ filter: one === 'all' ? '' : one }, true)}
            >
              {t(names[one])}
            </button>
          ))}
          {folders.length > 0 && (
            <Suspense fallback={null}>
              <FolderBar all={folders} chosen={folderIn(filter)} />
            </Suspense>
          )}
        </div>
      </div>
      <nav className={css.list} aria-label={t('chat:list')}>
        {query.isPending && <Loading rows={8} />}
        {query.isError && all.length === 0 && <ErrorState error={query.error} retry={() => void query.refetch()} />}
        {query.isSuccess && all.length === 0 && (
          <EmptyState mark title={t('chat:empty_title')} text={t('chat:empty_text')}>
            <Button type="primary" onClick={() => setValues({ new: '1' })}>
              {t('shell:act_new_conversation')}
            </Button>
          </EmptyState>
        )}
        {all.length > 0 && nothing && folderIn(filter) !== '' && words === '' && (
          <Suspense fallback={null}>
            <EmptyFolder clear={clear} />
          </Suspense>
        )}
        {all.length > 0 && nothing && (folderIn(filter) === '' || words !== '') && (
          <EmptyState title={t('chat:none_found')}>
            <Button onClick={clear}>{t('shell:clear')}</Button>
          </EmptyState>
        )}
        {filter === 'threads' && (
          <Suspense fallback={<Loading rows={6} />}>
            <ThreadList />
          </Suspense>
        )}
        <ul hidden={filter === 'threads'} {...menu.handlers}>
          {shown.map((one) => (
            <li key={one.id} className={css.item} data-conversation={one.id}>
              <ConversationRow
                one={one}
                current={one.id === current}
                to={paths.chat(org, one.id) + kept}
                state={states[one.other?.id ?? '']}
              />
              <button
                type="button"
                className={css.more}
                aria-haspopup="menu"
                aria-label={t('chat:row_acts', { title: conversationTitle(one, i18n.language) })}
                onClick={(event) => menu.under(event.currentTarget, one.id)}
              >
                <MoreOutlined aria-hidden />
              </button>
            </li>
          ))}
        </ul>
        {children}
      </nav>
      <Suspense fallback={null}>
        {menu.at && pressed && <RowMenu one={pressed} at={menu.at} onClose={menu.close} />}
      </Suspense>
    </>
  );
}
