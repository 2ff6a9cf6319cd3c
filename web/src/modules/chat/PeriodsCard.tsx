import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { periodsQuery } from '@/api/gates';
import { useOrg } from '@/api/org';
import type { ChatPeriod, PlanPeriod } from '@/api/types';
import { Card } from '@/ui/Card';
import { ErrorState } from '@/ui/ErrorState';
import { Loading } from '@/ui/Loading';
import { useFormat } from '@/ui/useFormat';
import { ClassPeriodForm } from './ClassPeriodForm';
import { GoingWords } from './GoingWords';
import css from './RulesPage.module.css';
import { useClasses } from './useClasses';

/** How long conversations of each class are kept. */
export function PeriodsCard() {
  const { t } = useTranslation();
  const { id: org } = useOrg();
  const query = useQuery(periodsQuery(org));
  const [editing, setEditing] = useState<ChatPeriod | null>(null);
  const classes = useClasses();
  return (
    <Card title={t('gates:periods')} text={t('gates:periods_text')}>
      {query.data?.plan && <ByPlan period={query.data.plan} />}
      {query.isPending && <Loading />}
      {query.isError && <ErrorState error={query.error} retry={() => void query.refetch()} />}
      <ul className={css.held}>
        {(query.data?.items ?? []).map((one) => (
          <li key={one.class}>
            <span className={css.words}>
              <b>{classes[one.class]}</b>
              <Kept one={one} />
            </span>
            <Button aria-label={t('gates:period_change', { name: classes[one.class] })} onClick={() => setEditing(one)}>
              {t('data:change')}
            </Button>
          </li>
        ))}
      </ul>
      {editing && <ClassPeriodForm one={editing} close={() => setEditing(null)} />}
    </Card>
  );
}

function ByPlan({ period }: { period: PlanPeriod }) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <div className={css.words}>
      <b>{t('gates:plan_ends', { plan: period.plan, number: period.days })}</b>
      <span>{t('gates:plan_from', { date: format.dateTime(period.from_at) })}</span>
      <GoingWords going={period} />
    </div>
  );
}

function Kept({ one }: { one: ChatPeriod }) {
  const { t } = useTranslation();
  const format = useFormat();
  const waits = one.days > 0 && one.from_at && new Date(one.from_at) > new Date();
  const how = one.idle ? t('gates:period_idle', { number: one.days }) : t('gates:period_each', { number: one.days });
  return (
    <>
      <span>{!one.set ? t('gates:period_unset') : one.days === 0 ? t('gates:period_ever') : how}</span>
      {waits && <span>{t('gates:period_from', { date: format.dateTime(one.from_at ?? '') })}</span>}
    </>
  );
}
