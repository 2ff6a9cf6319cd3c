import { PlusOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { plansQuery } from '@/api/plan';
import type { OfferedPlan } from '@/api/types';
import { ErrorState } from '@/ui/ErrorState';
import { Loading } from '@/ui/Loading';
import { useGo } from '@/ui/navigation';
import { paths } from '@/ui/paths';
import { ScrollPage } from '@/ui/ScrollPage';
import { useFormat } from '@/ui/useFormat';
import { FirstPlan } from './FirstPlan';
import { OfferedRow } from './OfferedRow';
import { OrganisationPlans } from './OrganisationPlans';
import { PlanForm } from './PlanForm';
import css from './PlanPage.module.css';

const blank: OfferedPlan = { name: '', limits: {}, off: [], preset: false, changed: false, organisations: 0 };

/** Operators: what plans hold, and who has which. */
export function OperatorPlansPage() {
  const { t } = useTranslation();
  const go = useGo();
  const { lang } = useFormat();
  const query = useQuery(plansQuery(lang));
  const [writing, setWriting] = useState<OfferedPlan>();
  if (query.isPending) return <Loading />;
  if (query.isError) return <ErrorState error={query.error} retry={() => void query.refetch()} />;
  const plans = query.data.items ?? [];
  const terms = query.data.terms ?? [];
  return (
    <div className={css.outside}>
      <ScrollPage
        title={t('plan:offered')}
        tools={
          <>
            <Button onClick={() => go(paths.operator)}>{t('shell:back')}</Button>
            <Button type="primary" icon={<PlusOutlined aria-hidden />} onClick={() => setWriting(blank)}>
              {t('plan:add')}
            </Button>
          </>
        }
      >
        <div className={css.column}>
          <p className={css.note}>{t('plan:offered_note')}</p>
          <ul className={css.lines}>
            {plans.map((one) => (
              <OfferedRow key={one.name} plan={one} terms={terms} change={() => setWriting(one)} />
            ))}
          </ul>
          <FirstPlan answer={query.data} />
          <OrganisationPlans plans={plans} />
        </div>
        {writing && <PlanForm plan={writing} terms={terms} onClose={() => setWriting(undefined)} />}
      </ScrollPage>
    </div>
  );
}
