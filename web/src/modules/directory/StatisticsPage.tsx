import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { useOrg } from '@/api/org';
import { figuresQuery, figuresSheet } from '@/api/portal';
import type { Figures } from '@/api/types';
import { ErrorState } from '@/ui/ErrorState';
import { Loading } from '@/ui/Loading';
import { useGo } from '@/ui/navigation';
import { paths } from '@/ui/paths';
import { ScrollPage } from '@/ui/ScrollPage';
import { useFormat } from '@/ui/useFormat';
import { type Bar, Bars, MonthBars } from './Bars';
import { fieldName } from './fields';
import css from './StatisticsPage.module.css';

const tenures = [
  'portal:tenure_first',
  'portal:tenure_second',
  'portal:tenure_third',
  'portal:tenure_fourth',
  'portal:tenure_fifth',
] as const;

/** Figures about the people whom the reader sees. */
export function StatisticsPage() {
  const { t } = useTranslation();
  const { id: org } = useOrg();
  const go = useGo();
  const query = useQuery(figuresQuery(org));
  return (
    <ScrollPage
      title={t('portal:statistics')}
      tools={
        <>
          <Button href={figuresSheet(org)} download>
            {t('portal:download')}
          </Button>
          <Button onClick={() => go(paths.portal(org))}>{t('portal:back')}</Button>
        </>
      }
    >
      {query.isPending && <Loading rows={6} />}
      {query.isError && <ErrorState error={query.error} retry={() => void query.refetch()} />}
      {query.data && <Shown figures={query.data} />}
    </ScrollPage>
  );
}

function Shown({ figures }: { figures: Figures }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { people } = figures;
  const bars = (all: { label: string; count: number }[], none: string): Bar[] =>
    all.map((one) => ({ label: one.label || none, count: one.count }));
  const lacking: Bar[] = [
    { label: t('portal:no_mobile'), count: figures.no_mobile },
    { label: t('portal:no_mail'), count: figures.no_mail },
    { label: t('portal:no_picture'), count: figures.no_picture },
  ];
  const activity: Bar[] = [
    { label: t('portal:no_account'), count: figures.no_account },
    { label: t('portal:idle_month'), count: figures.idle_30 },
    { label: t('portal:idle_quarter'), count: figures.idle_90 },
  ];
  const departments = figures.departments.map((one) => ({ label: format.person(one), count: one.people }));
  return (
    <>
      <p className={css.total}>
        <strong>{format.number(people)}</strong> {t('portal:people')} <span>{t('portal:as_seen')}</span>
      </p>
      <div className={css.charts}>
        <MonthBars title={t('portal:by_month')} months={figures.months} />
        <Bars title={t('portal:by_department')} bars={departments} />
        <Bars title={t('portal:by_grade')} bars={bars(figures.grades, t('portal:no_grade'))} />
        {figures.fields.map((one) => (
          <Bars
            key={one.id}
            title={t('portal:by_field', { name: fieldName(one, format.lang) })}
            bars={bars(one.values, '')}
          />
        ))}
        <Bars
          title={t('portal:by_tenure')}
          bars={figures.tenures.map((count, n) => ({ label: t(tenures[n] ?? tenures[0]), count }))}
        />
        <Bars title={t('portal:lacking')} bars={lacking} of={people} />
        <Bars title={t('portal:activity')} bars={activity} of={people} />
      </div>
    </>
  );
}
