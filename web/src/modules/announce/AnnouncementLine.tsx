import { PushpinOutlined } from '@ant-design/icons';
import { useTranslation } from 'react-i18next';
import type { Row } from '@/api/announce';
import { useOrg } from '@/api/org';
import { PathLink } from '@/ui/PathLink';
import { paths } from '@/ui/paths';
import { useFormat } from '@/ui/useFormat';
import css from './Announce.module.css';
import { titleOf } from './draft';
import { Tags } from './Tags';

/** One announcement in a list: what it is called, whose it is, and what it asks of the reader. */
export function AnnouncementLine({ row, written }: { row: Row; written: boolean }) {
  const { t } = useTranslation();
  const { id: org } = useOrg();
  const format = useFormat();
  const to = row.state === 'draft' ? paths.writeAnnouncement(org, row.id) : paths.announcement(org, row.id);
  const unread = row.mine && !row.mine.seen_at && row.state === 'published';
  const at = row.published_at ?? row.publish_at ?? row.made_at;
  return (
    <li>
      <PathLink to={to} className={css.item} data-unread={unread}>
        <span className={css.title}>
          {row.pinned && <PushpinOutlined aria-label={t('announce:pinned')} />}
          {titleOf(row, format.lang) || t('announce:untitled')}
          {unread && <span className="visually-hidden">{t('shell:unread')}</span>}
        </span>
        <Tags row={row} />
        <span className={css.facts}>
          {[format.person(row.made_by), format.dateTime(at)].filter(Boolean).join(' · ')}
          {row.due_at && row.state === 'published' && ` · ${t('announce:due', { time: format.dateTime(row.due_at) })}`}
        </span>
        {written && row.counts && row.published_at && (
          <span className={css.facts}>
            {row.must_confirm
              ? t('announce:confirmed_of', { done: row.counts.confirmed, of: row.counts.receivers })
              : t('announce:seen_of', { done: row.counts.seen, of: row.counts.receivers })}
          </span>
        )}
      </PathLink>
    </li>
  );
}
