import { useInfiniteQuery } from '@tanstack/react-query';
import { Button, Input } from 'antd';
import { lazy, type ReactNode, Suspense, useDeferredValue, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { membersPagesQuery } from '@/api/chat';
import { useOrg } from '@/api/org';
import type { Conversation } from '@/api/types';
import { usePresence } from '@/api/usePresence';
import { withTexts } from '@/i18n/start';
import { Avatar } from '@/ui/Avatar';
import { EmptyState } from '@/ui/EmptyState';
import { ErrorState } from '@/ui/ErrorState';
import { Loading } from '@/ui/Loading';
import { OutsideTag } from '@/ui/OutsideTag';
import { PathLink } from '@/ui/PathLink';
import { paths } from '@/ui/paths';
import { SidePane } from '@/ui/SidePane';
import { useFormat } from '@/ui/useFormat';
import { MemberMenu } from './MemberMenu';
import css from './MembersPane.module.css';
import { StateWords } from './StateWords';

const GroupGuests = lazy(() =>
  withTexts('guests', import('./guests/GroupGuests')).then((module) => ({ default: module.GroupGuests })),
);

/** Among so many one finds somebody without looking for them. */
const few = 12;

interface Props {
  conversation: Conversation;
  onClose: () => void;
  children?: ReactNode;
}

export function MembersPane({ conversation, onClose, children }: Props) {
  const { t } = useTranslation();
  const { id: org, may } = useOrg();
  const format = useFormat();
  const [words, setWords] = useState('');
  const members = useInfiniteQuery(membersPagesQuery(org, conversation.id, useDeferredValue(words.trim())));
  const shown = members.data?.pages.flatMap((page) => page.items) ?? [];
  const states = usePresence(shown.map((one) => one.id));
  return (
    <SidePane
      label={t('chat:members')}
      title={t('chat:members_count', { count: conversation.members_count })}
      close={onClose}
    >
      {conversation.description && (
        <section className={css.about} aria-label={t('talk:description')}>
          <p dir="auto">{conversation.description}</p>
        </section>
      )}
      {conversation.members_count > few && (
        <div className={css.actions}>
          <Input
            allowClear
            value={words}
            placeholder={t('talk:find_name')}
            aria-label={t('talk:find_name')}
            onChange={(event) => setWords(event.target.value)}
          />
        </div>
      )}
      {children && <div className={css.actions}>{children}</div>}
      <div className={css.body}>
        {members.isPending && <Loading />}
        {members.isError && <ErrorState error={members.error} retry={() => void members.refetch()} />}
        <ul>
          {shown.map((one) => {
            const name = format.person(one);
            return (
              <li key={one.id} className={css.row}>
                <PathLink to={paths.person(org, one.id)} className={css.member}>
                  <Avatar id={one.id} name={name} picture={one.picture} size="small" state={states[one.id]} />
                  <span className={css.words}>
                    <span className={css.name}>{name}</span>
                    <StateWords state={states[one.id]} />
                    <span className={css.title}>{one.outside === undefined && one.title}</span>
                  </span>
                  <OutsideTag company={one.outside} />
                  {one.role === 'owner' && <span className={css.role}>{t('chat:role_owner')}</span>}
                  {one.role === 'admin' && <span className={css.role}>{t('chat:role_admin')}</span>}
                </PathLink>
                <MemberMenu conversation={conversation} member={one} />
              </li>
            );
          })}
        </ul>
        {members.isSuccess && shown.length === 0 && <EmptyState title={t('talk:nobody')} />}
        {members.hasNextPage && (
          <Button block type="text" loading={members.isFetchingNextPage} onClick={() => void members.fetchNextPage()}>
            {t('shell:load_more')}
          </Button>
        )}
      </div>
      <Suspense fallback={null}>
        {may('guest.invite') && (conversation.can ?? []).includes('add_members') && (
          <GroupGuests group={conversation.id} />
        )}
      </Suspense>
    </SidePane>
  );
}
