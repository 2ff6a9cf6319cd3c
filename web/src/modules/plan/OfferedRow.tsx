import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { dropPlan } from '@/api/plan';
import type { OfferedPlan, PlanTerm } from '@/api/types';
import { useFormat } from '@/ui/useFormat';
import { useFreshAct } from '@/ui/useFreshAct';
import { useProblemToast } from '@/ui/useProblem';
import { amount } from './amount';
import css from './PlanPage.module.css';

/** One plan on offer: what it holds in a line, and what can be done with it. */
export function OfferedRow({ plan, terms, change }: { plan: OfferedPlan; terms: PlanTerm[]; change: () => void }) {
  const { t } = useTranslation();
  const { number } = useFormat();
  const { modal } = App.useApp();
  const client = useQueryClient();
  const toast = useProblemToast();
  const fresh = useFreshAct();
  const drop = useMutation({
    mutationFn: () => dropPlan(plan.name),
    onSuccess: () => client.invalidateQueries({ queryKey: ['operator'] }),
    onError: toast,
  });
  const holds = terms.flatMap((term) => {
    const limit = plan.limits[term.name];
    if (limit !== undefined) return [t('plan:holds', { what: term.title, limit: amount(term.kind, limit, number) })];
    return plan.off?.includes(term.name) ? [t('plan:without', { what: term.title })] : [];
  });
  const ask = () =>
    void modal.confirm({
      title: t(plan.preset ? 'plan:reset_title' : 'plan:drop_title', { name: plan.name }),
      okText: t(plan.preset ? 'plan:reset' : 'plan:drop'),
      cancelText: t('shell:cancel'),
      onOk: () => fresh.run(() => drop.mutate()),
    });
  return (
    <li>
      <h2 translate="no" className={css.asIs}>
        {plan.name}
      </h2>
      <div className={css.buttons}>
        {plan.changed && (
          <Button loading={drop.isPending} onClick={ask}>
            {t(plan.preset ? 'plan:reset' : 'plan:drop')}
          </Button>
        )}
        <Button aria-label={t('plan:change_named', { name: plan.name })} onClick={change}>
          {t('plan:change')}
        </Button>
      </div>
      <small>{holds.length > 0 ? holds.join(' · ') : t('plan:everything')}</small>
      <small>{t('plan:had_by', { count: plan.organisations })}</small>
      {fresh.dialog}
    </li>
  );
}
