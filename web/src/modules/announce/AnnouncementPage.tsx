import { ArrowLeftOutlined } from '@ant-design/icons';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { type Announcement, announceKey, announcementQuery, markOpened } from '@/api/announce';
import { useOrg } from '@/api/org';
import { ErrorState } from '@/ui/ErrorState';
import { Loading } from '@/ui/Loading';
import { useAddressValues } from '@/ui/navigation';
import { PathLink } from '@/ui/PathLink';
import { paths } from '@/ui/paths';
import { ScrollPage } from '@/ui/ScrollPage';
import { useFormat } from '@/ui/useFormat';
import css from './Announce.module.css';
import { AnnouncementText } from './AnnouncementText';
import { ChaseView } from './ChaseView';
import { ConfirmBar } from './ConfirmBar';
import { titleOf } from './draft';
import { FollowCard } from './FollowCard';
import { Tags } from './Tags';
import { VersionsView } from './VersionsView';

/** One announcement: read, confirmed, and followed by whoever answers for it. */
export function AnnouncementPage() {
  const { t } = useTranslation();
  const { id: org } = useOrg();
  const { lang } = useFormat();
  const { announcement: id = '' } = useParams({ strict: false });
  const query = useQuery(announcementQuery(org, id));
  const it = query.data;
  return (
    <ScrollPage title={it ? titleOf(it, lang) || t('announce:untitled') : t('announce:title')}>
      <div className={css.column}>
        <PathLink to={paths.announcements(org)} className={css.back}>
          <ArrowLeftOutlined aria-hidden /> {t('announce:title')}
        </PathLink>
        {query.isPending && <Loading />}
        {query.isError && !it && <ErrorState error={query.error} retry={() => void query.refetch()} />}
        {it && <Shown key={it.id} it={it} />}
      </div>
    </ScrollPage>
  );
}

function Shown({ it }: { it: Announcement }) {
  const { t } = useTranslation();
  const [values] = useAddressValues();
  useOpened(it);
  if (values.get('view') === 'receivers' && it.can.includes('follow')) return <ChaseView it={it} />;
  if (values.get('view') === 'versions') return <VersionsView it={it} />;
  return (
    <>
      <Head it={it} />
      {it.can.length > 0 && <FollowCard it={it} />}
      <article className={css.paper} aria-label={t('announce:text')}>
        <AnnouncementText content={it.content} untitled />
      </article>
      <ConfirmBar it={it} />
    </>
  );
}

/** The first opening is noted, so that its author sees that it arrived. */
function useOpened(it: Announcement) {
  const { id: org } = useOrg();
  const client = useQueryClient();
  const unseen = it.mine && !it.mine.seen_at;
  useEffect(() => {
    if (!unseen) return;
    markOpened(org, it.id).then(
      () => client.invalidateQueries({ queryKey: announceKey(org) }),
      () => {}, // noted the next time
    );
  }, [unseen, org, it.id, client]);
}

function Head({ it }: { it: Announcement }) {
  const { t } = useTranslation();
  const { id: org } = useOrg();
  const format = useFormat();
  const facts = [
    format.person(it.made_by),
    it.published_at && format.dateTime(it.published_at),
    it.edited_at && t('announce:edited', { time: format.dateTime(it.edited_at) }),
    it.ends_at && t('announce:until', { time: format.dateTime(it.ends_at) }),
  ].filter(Boolean);
  return (
    <div className={css.head}>
      <Tags row={it} />
      <p className={css.facts}>{facts.join(' · ')}</p>
      {it.state === 'withdrawn' && (
        <p className={css.banner} data-tone="bad">
          {t('announce:withdrawn_because', { reason: it.reason })}
        </p>
      )}
      {it.state === 'scheduled' && it.publish_at && (
        <p className={css.banner}>{t('announce:scheduled_for', { time: format.dateTime(it.publish_at) })}</p>
      )}
      {it.version > 1 && (
        <p className={css.banner}>
          {t('announce:changed', { note: it.note })}{' '}
          <PathLink to={`${paths.announcement(org, it.id)}?view=versions`}>{t('announce:show_versions')}</PathLink>
        </p>
      )}
    </div>
  );
}
