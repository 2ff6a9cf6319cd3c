import { useInfiniteQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Announcement, type Version, versionsQuery } from '@/api/announce';
import { useOrg } from '@/api/org';
import { ErrorState } from '@/ui/ErrorState';
import { Loading } from '@/ui/Loading';
import { PathLink } from '@/ui/PathLink';
import { paths } from '@/ui/paths';
import { useFormat } from '@/ui/useFormat';
import css from './Announce.module.css';
import { AnnouncementText } from './AnnouncementText';

/** What it said, version by version; each is shown beside the one before. */
export function VersionsView({ it }: { it: Announcement }) {
  const { t } = useTranslation();
  const { id: org } = useOrg();
  const query = useInfiniteQuery(versionsQuery(org, it.id));
  const versions = query.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <>
      <PathLink to={paths.announcement(org, it.id)} className={css.back}>
        {t('announce:to_text')}
      </PathLink>
      <h2 className={css.said}>{t('announce:versions')}</h2>
      {query.isPending && <Loading />}
      {query.isError && !query.data && <ErrorState error={query.error} retry={() => void query.refetch()} />}
      {versions.map((one, at) => (
        <OneVersion key={one.number} one={one} before={versions[at + 1]} opened={at === 0} />
      ))}
      {query.hasNextPage && (
        <div className={css.more}>
          <Button loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
            {t('shell:load_more')}
          </Button>
        </div>
      )}
    </>
  );
}

function OneVersion({ one, before, opened }: { one: Version; before?: Version; opened: boolean }) {
  const { t } = useTranslation();
  const format = useFormat();
  const [open, setOpen] = useState(opened);
  const name = (version: Version) => t('announce:version', { version: version.label || version.number });
  return (
    <section className={css.card} aria-label={name(one)}>
      <div className={css.line}>
        <div className={css.words}>
          <h3>{name(one)}</h3>
          <p className={css.facts}>
            {[format.person(one.made_by), format.dateTime(one.made_at), one.anew && t('announce:was_anew')]
              .filter(Boolean)
              .join(' · ')}
          </p>
          {one.note && <p>{one.note}</p>}
        </div>
        <Button aria-expanded={open} onClick={() => setOpen(!open)}>
          {open ? t('announce:hide_text') : t('announce:show_text')}
        </Button>
      </div>
      {open && (
        <div className={css.both}>
          {before && (
            <section className={css.paper} aria-label={name(before)}>
              <p className={css.facts}>{name(before)}</p>
              <AnnouncementText content={before.content} />
            </section>
          )}
          <section className={css.paper} aria-label={name(one)}>
            <p className={css.facts}>{name(one)}</p>
            <AnnouncementText content={one.content} />
          </section>
        </div>
      )}
    </section>
  );
}
