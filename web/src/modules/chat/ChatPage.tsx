import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { Button } from 'antd';
import { type CSSProperties, lazy, Suspense, useEffect, useState, useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { conversationsQuery } from '@/api/chat';
import { inFolderQuery } from '@/api/folders';
import { useOrg } from '@/api/org';
import { withTexts } from '@/i18n/start';
import { EmptyState } from '@/ui/EmptyState';
import { Loading } from '@/ui/Loading';
import { useAddressValues, useGo } from '@/ui/navigation';
import { paths } from '@/ui/paths';
import { onPreference, readPreference, writePreference } from '@/ui/preferences';
import { useShortcut } from '@/ui/useShortcut';
import css from './ChatPage.module.css';
import { ConversationList } from './ConversationList';
import { type Beyond, folderIn, joined, neighbour, readFilter, visibleConversations } from './conversations';
import { ListEdge, listWidth } from './ListEdge';
import { focusedRow } from './row-menu';

// The timeline comes with the first conversation, dialogs with forms when somebody opens one.
const ConversationView = lazy(() =>
  withTexts('later', withTexts('talk', import('./ConversationView'))).then((module) => ({
    default: module.ConversationView,
  })),
);
const FileDialog = lazy(() =>
  withTexts('folders', import('./FileDialog')).then((module) => ({ default: module.FileDialog })),
);
const HearDialog = lazy(() =>
  withTexts('hearing', import('./HearDialog')).then((module) => ({ default: module.HearDialog })),
);
const OlderConversations = lazy(() =>
  import('./OlderConversations').then((module) => ({ default: module.OlderConversations })),
);
const FoldersDialog = lazy(() =>
  withTexts('folders', import('./FoldersDialog')).then((module) => ({ default: module.FoldersDialog })),
);
const NewConversation = lazy(() => import('./NewConversation').then((module) => ({ default: module.NewConversation })));

export function ChatPage() {
  const { t, i18n } = useTranslation();
  const { id: org } = useOrg();
  const { conversation = '' } = useParams({ strict: false });
  const [values, setValues] = useAddressValues();
  const go = useGo();
  const query = useQuery(conversationsQuery(org));
  const filter = readFilter(values.get('filter'));
  const folder = folderIn(filter);
  // The list brings the latest ones; of a folder all are wanted.
  const filed = useQuery({ ...inFolderQuery(org, folder), enabled: folder !== '' && Boolean(query.data?.next) });
  const first = folder !== '' && filed.data ? filed : query;
  const [beyond, setBeyond] = useState<Beyond | null>(null);
  const [walking, setWalking] = useState<{ from: string; unread: boolean } | null>(null);
  const more = Boolean(first.data?.next) && !beyond?.whole && filter !== 'threads';
  const all = joined(first.data?.items ?? [], beyond?.items ?? []);
  const list = visibleConversations(all, filter, '', i18n.language, conversation);

  const move = (step: 1 | -1, unread: boolean) => {
    const next = neighbour(list, conversation, step, unread);
    const kept = filter === 'all' ? '' : `?filter=${filter}`;
    if (next) go(paths.chat(org, next.id) + kept);
    setWalking(!next && step > 0 && more ? { from: conversation, unread } : null);
  };
  // Whoever walks on at the end of what is loaded goes on when more of it is there.
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is there makes them go on, not that they walk
  useEffect(() => {
    if (walking?.from === conversation) move(1, walking.unread);
  }, [all.length, more]);
  useShortcut('conversation_previous', () => move(-1, false));
  useShortcut('conversation_next', () => move(1, false));
  useShortcut('unread_previous', () => move(-1, true));
  useShortcut('unread_next', () => move(1, true));

  useShortcut('file_conversation', () => {
    const id = focusedRow() || conversation;
    if (id) setValues({ file: id });
  });

  const width = listWidth(useSyncExternalStore(onPreference, () => readPreference('listWidth')));
  return (
    <div className={css.chat} data-open={conversation !== ''} style={{ '--list': `${width}px` } as CSSProperties}>
      <div className={css.list}>
        <ConversationList query={query} all={all} current={conversation} filter={filter} more={more}>
          {first.data?.next && filter !== 'threads' && (folder === '' || filed.data) && (
            <Suspense fallback={null}>
              <OlderConversations
                key={`${org}/${folder}`}
                first={first}
                folder={folder}
                pull={walking?.from === conversation}
                take={setBeyond}
              />
            </Suspense>
          )}
        </ConversationList>
        <ListEdge width={width} set={(next) => writePreference('listWidth', String(next))} />
      </div>
      <div className={css.content}>
        {conversation ? (
          <Suspense fallback={<Loading />}>
            <ConversationView key={conversation} id={conversation} />
          </Suspense>
        ) : (
          <main className={css.none} id="content">
            <EmptyState mark title={t('chat:pick_title')} text={t('chat:pick_text')}>
              <Button onClick={() => setValues({ new: '1' })}>{t('shell:act_new_conversation')}</Button>
            </EmptyState>
          </main>
        )}
      </div>
      <Suspense fallback={null}>
        {values.has('new') && <NewConversation onClose={() => setValues({ new: '' }, true)} />}
        {values.has('hear') && (
          <HearDialog id={values.get('hear') ?? ''} onClose={() => setValues({ hear: '' }, true)} />
        )}
        {values.has('file') && (
          <FileDialog id={values.get('file') ?? ''} onClose={() => setValues({ file: '' }, true)} />
        )}
        {values.has('folders') && <FoldersDialog onClose={() => setValues({ folders: '' }, true)} />}
      </Suspense>
    </div>
  );
}
