import { useQuery } from '@tanstack/react-query';
import { lazy, type ReactNode, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { membersQuery } from '@/api/chat';
import { useOrg } from '@/api/org';
import type { Conversation } from '@/api/types';
import { usePresence } from '@/api/usePresence';
import { withTexts } from '@/i18n/start';
import { Avatar } from '@/ui/Avatar';
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

interface Props {
  conversation: Conversation;
  onClose: () => void;
  children?: ReactNode;
}

export function MembersPane({ conversation, onClose, children }: Props) {
  const { t } = useTranslation();
  const { id: org, may } = useOrg();
  const format = useFormat();
  const members = useQuery(membersQuery(org, conversation.id));
  const states = usePresence((members.data?.items ?? []).map((one) => one.id));
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
      {children && <div className={css.actions}>{children}</div>}
      <div className={css.body}>
        {members.isPending && <Loading />}
        {members.isError && <ErrorState error={members.error} retry={() => void members.refetch()} />}
        <ul>
          {(members.data?.items ?? []).map((one) => {
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
      </div>
      <Suspense fallback={null}>
        {may('guest.invite') && (conversation.can ?? []).includes('add_members') && (
          <GroupGuests group={conversation.id} />
        )}
      </Suspense>
    </SidePane>
  );
}
