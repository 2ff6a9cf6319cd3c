import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { useOrg } from '@/api/org';
import { endHold, holdsQuery } from '@/api/retention';
import type { HoldView } from '@/api/types';
import { EmptyState } from '@/ui/EmptyState';
import { ErrorState } from '@/ui/ErrorState';
import { Loading } from '@/ui/Loading';
import { useFormat } from '@/ui/useFormat';
import { useProblemToast } from '@/ui/useProblem';
import css from './DataPage.module.css';

export function HoldsView() {
  const { t } = useTranslation();
  const { id: org } = useOrg();
  const { modal } = App.useApp();
  const format = useFormat();
  const client = useQueryClient();
  const toast = useProblemToast();
  const query = useInfiniteQuery(holdsQuery(org));
  const end = useMutation({
    mutationFn: (one: HoldView) => endHold(org, one.id),
    onSuccess: () => void client.invalidateQueries({ queryKey: ['o', org, 'data'] }),
    onError: toast,
  });
  const whose = (one: HoldView) =>
    one.person ? format.person(one.person) || t('data:forgotten') : t('data:whole_organisation');
  const ask = (one: HoldView) =>
    modal.confirm({
      title: t('data:end_title', { name: whose(one) }),
      content: t('data:end_text'),
      okText: t('data:end_hold'),
      okButtonProps: { danger: true },
      cancelText: t('shell:cancel'),
      onOk: () => end.mutateAsync(one).catch(() => {}),
    });
  if (query.isPending) return <Loading />;
  if (query.isError) return <ErrorState error={query.error} retry={() => void query.refetch()} />;
  const holds = query.data.pages.flatMap((page) => page.items);
  const state = (one: HoldView) => {
    if (one.on) return t('data:hold_until', { time: format.dateTime(one.until) });
    return t('data:hold_over', { time: format.dateTime(one.ended_at ?? one.until) });
  };
  return (
    <div className={css.column}>
      <p className={css.note}>{t('data:holds_note')}</p>
      {holds.length === 0 && <EmptyState title={t('data:no_holds')} />}
      {holds.map((one) => (
        <section key={one.id} className={css.card} data-off={!one.on} aria-label={whose(one)}>
          <h2>{whose(one)}</h2>
          <p className={css.period}>{state(one)}</p>
          <p>{one.reason}</p>
          <p className={css.facts}>
            {t('data:made_by', { name: format.person(one.made_by), time: format.dateTime(one.made_at) })}
          </p>
          {one.can?.includes('end') && (
            <Button data-act onClick={() => ask(one)}>
              {t('data:end_hold')}
            </Button>
          )}
        </section>
      ))}
      {query.hasNextPage && (
        <div className={css.more}>
          <Button loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
            {t('shell:load_more')}
          </Button>
        </div>
      )}
    </div>
  );
}
