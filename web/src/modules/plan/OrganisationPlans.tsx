import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { Button, Input, Select } from 'antd';
import { useDeferredValue, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { givePlan, havingQuery } from '@/api/plan';
import type { HavingPlan, OfferedPlan } from '@/api/types';
import { EmptyState } from '@/ui/EmptyState';
import { ErrorState } from '@/ui/ErrorState';
import { Loading } from '@/ui/Loading';
import { organisationName } from '@/ui/names';
import { useFreshAct } from '@/ui/useFreshAct';
import { useProblemToast } from '@/ui/useProblem';
import css from './PlanPage.module.css';

/** Every organisation with its plan; choosing another counts at once. */
export function OrganisationPlans({ plans }: { plans: OfferedPlan[] }) {
  const { t } = useTranslation();
  const [words, setWords] = useState('');
  const query = useInfiniteQuery(havingQuery(useDeferredValue(words.trim())));
  const items = query.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <section className={css.part}>
      <h2>{t('shell:organisations')}</h2>
      <Input.Search
        aria-label={t('plan:find')}
        placeholder={t('plan:find')}
        allowClear
        maxLength={100}
        value={words}
        onChange={(event) => setWords(event.target.value)}
      />
      {query.isPending && <Loading />}
      {query.isError && <ErrorState error={query.error} retry={() => void query.refetch()} />}
      {query.isSuccess && items.length === 0 && <EmptyState title={t('plan:none_found')} />}
      {items.length > 0 && (
        <ul className={css.lines}>
          {items.map((one) => (
            <Row key={one.id} one={one} plans={plans} />
          ))}
        </ul>
      )}
      {query.hasNextPage && (
        <Button loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
          {t('shell:more')}
        </Button>
      )}
    </section>
  );
}

function Row({ one, plans }: { one: HavingPlan; plans: OfferedPlan[] }) {
  const { t, i18n } = useTranslation();
  const client = useQueryClient();
  const toast = useProblemToast();
  const fresh = useFreshAct();
  const name = organisationName(one, i18n.language);
  const give = useMutation({
    mutationFn: (plan: string) => givePlan(one.id, plan),
    onSuccess: () => client.invalidateQueries({ queryKey: ['operator'] }),
    onError: toast,
  });
  return (
    <li data-act>
      <h3>{name}</h3>
      <Select
        className={css.choice}
        aria-label={t('plan:of', { name })}
        value={give.isPending ? give.variables : one.plan}
        loading={give.isPending}
        options={[
          { value: '', label: t('plan:everything') },
          ...plans.map((plan) => ({ value: plan.name, label: plan.name })),
        ]}
        onChange={(plan) => fresh.run(() => give.mutate(plan))}
      />
      <small>{t('plan:sign_in', { count: one.members })}</small>
      {fresh.dialog}
    </li>
  );
}
