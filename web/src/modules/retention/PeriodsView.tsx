import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useOrg } from '@/api/org';
import { classesQuery } from '@/api/retention';
import type { RetentionClass } from '@/api/types';
import { ErrorState } from '@/ui/ErrorState';
import { Loading } from '@/ui/Loading';
import { useFormat } from '@/ui/useFormat';
import { ClassCard } from './ClassCard';
import css from './DataPage.module.css';
import { PeriodForm } from './PeriodForm';

/** Every class with its period, and what goes next. */
export function PeriodsView() {
  const { t } = useTranslation();
  const { id: org } = useOrg();
  const format = useFormat();
  const query = useQuery(classesQuery(org, format.lang));
  const [changing, setChanging] = useState<RetentionClass>();
  if (query.isPending) return <Loading />;
  if (query.isError) return <ErrorState error={query.error} retry={() => void query.refetch()} />;
  const { items, held, next_at: next } = query.data;
  return (
    <div className={css.column}>
      <p className={css.note}>{t('data:periods_note', { time: next ? format.dateTime(next) : '' })}</p>
      {held && <p className={css.held}>{t('data:all_held')}</p>}
      {(items ?? []).map((one) => (
        <ClassCard key={one.name} one={one} change={() => setChanging(one)} />
      ))}
      {changing && <PeriodForm one={changing} onClose={() => setChanging(undefined)} />}
    </div>
  );
}
