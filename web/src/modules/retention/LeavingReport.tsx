import { ArrowLeftOutlined, DownloadOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useOrg } from '@/api/org';
import { leavingReportAddress, leavingReportQuery, waitsForDoor } from '@/api/retention';
import type { LeavingReport as Report } from '@/api/types';
import { ErrorState } from '@/ui/ErrorState';
import { Loading } from '@/ui/Loading';
import { PathLink } from '@/ui/PathLink';
import { paths } from '@/ui/paths';
import { useFormat } from '@/ui/useFormat';
import css from './LeavingReport.module.css';

/** What was done when somebody left, and since: each line can be checked in the record. */
export function LeavingReport({ person, onBack }: { person: string; onBack: () => void }) {
  const { t } = useTranslation();
  const { id: org } = useOrg();
  const format = useFormat();
  const query = useQuery(leavingReportQuery(org, format.lang, person));
  const data = query.data;
  return (
    <div className={css.report}>
      <div className={css.tools}>
        <Button type="text" icon={<ArrowLeftOutlined aria-hidden />} onClick={onBack}>
          {t('leaving:back')}
        </Button>
        {data && (
          <Button icon={<DownloadOutlined aria-hidden />} href={leavingReportAddress(org, person)} download>
            {t('leaving:download')}
          </Button>
        )}
      </div>
      {query.isPending && <Loading rows={6} />}
      {query.isError && <ErrorState error={query.error} retry={() => void query.refetch()} />}
      {data && <Body data={data} />}
    </div>
  );
}

function Body({ data }: { data: Report }) {
  const { t } = useTranslation();
  const format = useFormat();
  const time = format.dateTime(data.person.left_at);
  const heir = data.heir ? t('leaving:heir', { name: format.person(data.heir) }) : t('leaving:no_heir');
  return (
    <>
      <div className={css.part}>
        <h2>{t('leaving:title', { name: format.person(data.person) })}</h2>
        <p>{data.by ? t('leaving:by', { time, name: format.person(data.by) }) : t('leaving:unknown', { time })}</p>
        {data.recorded && <p>{heir}</p>}
      </div>
      <Part title={t('leaving:handed')} none={t('leaving:handed_none')}>
        {(data.handed ?? []).map((one) => (
          <li key={one.name}>
            <span>{one.title}</span>
            <span>{format.number(one.count)}</span>
            <span className={css.end}>{t(one.passed ? 'leaving:passed' : 'leaving:ended')}</span>
          </li>
        ))}
        {(data.shut_out_at || waitsForDoor(data)) && (
          <li key="way-in">
            <span>{t(data.shut_out_at ? 'leaving:sessions' : 'leaving:way_in')}</span>
            <span>{data.sessions !== null && data.sessions !== undefined && format.number(data.sessions)}</span>
            <span className={css.end}>
              {data.shut_out_at ? format.dateTime(data.shut_out_at) : t('leaving:way_in_waits')}
            </span>
          </li>
        )}
      </Part>
      <Part title={t('leaving:wiped')} none={t('leaving:wiped_none')}>
        {(data.wiped ?? []).map((one) => (
          <li key={one.name}>
            <span>{one.title}</span>
            <span>{format.number(one.rows)}</span>
            <span className={css.end}>{format.dateTime(one.at)}</span>
          </li>
        ))}
      </Part>
      <Part title={t('leaving:stays')} none={t('leaving:stays_none')} note={data.held ? t('leaving:held') : ''}>
        {(data.stays ?? []).map((one) => (
          <li key={one.name}>
            <span>{one.title}</span>
            <span>{format.number(one.rows)}</span>
            <span className={css.end}>
              {one.stays_until ? t('leaving:until', { date: format.date(one.stays_until) }) : t('leaving:open')}
            </span>
            {one.source && <small>{one.source}</small>}
          </li>
        ))}
      </Part>
      <Entries data={data} />
    </>
  );
}

function Entries({ data }: { data: Report }) {
  const { t } = useTranslation();
  const { id: org, may } = useOrg();
  const format = useFormat();
  return (
    <Part title={t('leaving:entries')} none={t('leaving:entries_none')}>
      {(data.entries ?? []).map((one) => (
        <li key={one.id}>
          {may('record.read') ? (
            <PathLink to={`${paths.record(org)}?entry=${encodeURIComponent(one.id)}`}>{one.title}</PathLink>
          ) : (
            <span>{one.title}</span>
          )}
          <span />
          <span className={css.end}>{format.dateTime(one.at)}</span>
        </li>
      ))}
    </Part>
  );
}

function Part({ title, none, note, children }: { title: string; none: string; note?: string; children: ReactNode }) {
  const empty = !([children].flat(2) as ReactNode[]).some(Boolean);
  return (
    <section className={css.part}>
      <h3>{title}</h3>
      {note && <p>{note}</p>}
      {empty ? <p>{none}</p> : <ul className={css.lines}>{children}</ul>}
    </section>
  );
}
