import { useInfiniteQuery } from '@tanstack/react-query';
import { Button, Segmented } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type FileKind, filesQuery } from '@/api/files';
import { useOrg } from '@/api/org';
import type { ConversationFile } from '@/api/types';
import { EmptyState } from '@/ui/EmptyState';
import { ErrorState } from '@/ui/ErrorState';
import { Loading } from '@/ui/Loading';
import { SidePane } from '@/ui/SidePane';
import { useFormat } from '@/ui/useFormat';
import { Attachments } from './Attachments';
import css from './FilesPane.module.css';

interface Props {
  conversation: string;
  /** Goes to the message that carries a file. */
  show: (seq: number) => void;
  close: () => void;
}

/** The files of a conversation, latest first. */
export function FilesPane({ conversation, show, close }: Props) {
  const { t } = useTranslation();
  const { id: org } = useOrg();
  const [kind, setKind] = useState<FileKind | ''>('');
  const query = useInfiniteQuery(filesQuery(org, conversation, kind));
  const all = query.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <SidePane label={t('files:pane')} title={t('files:pane')} close={close}>
      <div className={css.filter}>
        <Segmented<FileKind | ''>
          value={kind}
          onChange={setKind}
          aria-label={t('files:filter')}
          options={[
            { value: '', label: t('files:all') },
            { value: 'image', label: t('files:images') },
            { value: 'file', label: t('files:documents') },
            { value: 'voice', label: t('files:voices') },
          ]}
        />
      </div>
      {query.isPending && <Loading />}
      {query.isError && <ErrorState error={query.error} retry={() => void query.refetch()} />}
      {query.isSuccess && all.length === 0 && <EmptyState title={t('files:none')} />}
      <ul className={css.list}>
        {all.map((one) => (
          <Listed key={one.id} one={one} conversation={conversation} show={show} />
        ))}
      </ul>
      {query.hasNextPage && (
        <div className={css.filter}>
          <Button loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
            {t('files:older')}
          </Button>
        </div>
      )}
    </SidePane>
  );
}

function Listed({ one, conversation, show }: { one: ConversationFile; conversation: string; show: Props['show'] }) {
  const { t } = useTranslation();
  const format = useFormat();
  const name = format.person(one.sender) || t('chat:former');
  return (
    <li>
      <Attachments files={[one]} at={{ conversation, seq: one.seq }} />
      <span className={css.foot}>
        <span>{t('chat:message_from', { name, time: format.dateTime(one.at) })}</span>
        <Button type="link" size="small" onClick={() => show(one.seq)}>
          {t('files:show_message')}
        </Button>
      </span>
    </li>
  );
}
