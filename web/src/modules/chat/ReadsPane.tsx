import { useInfiniteQuery } from '@tanstack/react-query';
import { Button, Input, Segmented } from 'antd';
import { useDeferredValue, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { readersQuery } from '@/api/chat';
import { useOrg } from '@/api/org';
import { Avatar } from '@/ui/Avatar';
import { EmptyState } from '@/ui/EmptyState';
import { ErrorState } from '@/ui/ErrorState';
import { Loading } from '@/ui/Loading';
import { useGo } from '@/ui/navigation';
import { OutsideTag } from '@/ui/OutsideTag';
import { paths } from '@/ui/paths';
import { SidePane } from '@/ui/SidePane';
import { useFormat } from '@/ui/useFormat';
import css from './MembersPane.module.css';

interface Props {
  conversation: string;
  /** The rules let the reader send urgent notices about what is said here. */
  dings: boolean;
  seq: number;
  close: () => void;
}

/** Who has read a message and who has not, with names and times. */
export function ReadsPane({ conversation, dings, seq, close }: Props) {
  const { t } = useTranslation();
  const { id: org, may } = useOrg();
  const go = useGo();
  const format = useFormat();
  const [read, setRead] = useState(true);
  const [words, setWords] = useState('');
  const wanted = useDeferredValue(words.trim());
  const query = useInfiniteQuery(readersQuery(org, conversation, seq, read, wanted));
  const counts = query.data?.pages[0];
  const shown = query.data?.pages.flatMap((page) => page.items ?? []) ?? [];
  return (
    <SidePane label={t('talk:who_read')} title={t('talk:who_read')} close={close}>
      <div className={css.actions}>
        <Segmented<boolean>
          block
          aria-label={t('talk:who_read')}
          value={read}
          options={[
            { value: true, label: t('talk:read_tab', { count: counts?.read_count ?? 0 }) },
            { value: false, label: t('talk:unread_tab', { count: counts?.unread_count ?? 0 }) },
          ]}
          onChange={setRead}
        />
        <Input
          allowClear
          value={words}
          placeholder={t('talk:find_name')}
          aria-label={t('talk:find_name')}
          onChange={(event) => setWords(event.target.value)}
        />
      </div>
      <div className={css.body}>
        {query.isPending && <Loading />}
        {query.isError && <ErrorState error={query.error} retry={() => void query.refetch()} />}
        {!read && (counts?.unread_count ?? 0) > 0 && dings && may('ding.send') && (
          <Button onClick={() => go(paths.newDing(org, { unread: '1', message: `${conversation}/${seq}` }))}>
            {t('talk:ding_unread')}
          </Button>
        )}
        {counts && shown.length === 0 && <EmptyState title={t('talk:nobody')} />}
        <ul>
          {shown.map((one) => {
            const name = format.person(one) || t('chat:former');
            return (
              <li key={one.id} className={css.member}>
                <Avatar id={one.id} name={name} picture={one.picture} size="small" />
                <span className={css.words}>
                  <span className={css.name}>{name}</span>
                  <span className={css.title}>{one.read_at ? format.dateTime(one.read_at) : one.title}</span>
                </span>
                <OutsideTag company={one.outside} />
              </li>
            );
          })}
        </ul>
        {query.hasNextPage && (
          <Button block type="text" loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
            {t('shell:load_more')}
          </Button>
        )}
      </div>
    </SidePane>
  );
}
