import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { ApiError } from '@/api/client';
import { bootQuery } from '@/api/session';
import { queueQuery } from '@/api/verification';
import { EmptyState } from '@/ui/EmptyState';
import { ErrorState } from '@/ui/ErrorState';
import { Loading } from '@/ui/Loading';
import { useAddressValues, useGo } from '@/ui/navigation';
import { paths } from '@/ui/paths';
import { useFormat } from '@/ui/useFormat';
import { useOnePane } from '@/ui/useMedia';
import css from './OperatorPage.module.css';
import { OutsideFrame } from './OutsideFrame';
import { ProofNeeded } from './ProofNeeded';
import { Queue } from './Queue';
import { ReviewPane } from './ReviewPane';

/** What waits for whoever runs the installation. */
export function OperatorPage() {
  const { t } = useTranslation();
  const go = useGo();
  const format = useFormat();
  const onePane = useOnePane();
  const [values, setValues] = useAddressValues();
  const chosen = values.get('review') ?? '';
  const operator = useQuery(bootQuery).data?.session?.operator ?? false;
  const query = useInfiniteQuery({ ...queueQuery, enabled: operator });
  const items = query.data?.pages.flatMap((one) => one.items) ?? [];
  const median = query.data?.pages[0]?.median_seconds ?? 0;
  const late = query.data?.pages[0]?.overdue ?? 0;
  const shut = query.error instanceof ApiError && query.error.code === 'second_factor_needed';
  const leave = (
    <>
      {operator && (
        <Button type="text" onClick={() => go(paths.plans)}>
          {t('rights:plans')}
        </Button>
      )}
      <Button type="text" onClick={() => go('/')}>
        {t('verification:operator_leave')}
      </Button>
    </>
  );
  if (!operator) {
    return (
      <OutsideFrame title={t('shell:operator')} tools={leave}>
        <EmptyState title={t('shell:error_missing_title')} text={t('verification:operator_not')} />
      </OutsideFrame>
    );
  }
  return (
    <OutsideFrame title={t('shell:operator')} wide tools={leave}>
      {shut && <ProofNeeded done={() => void query.refetch()} />}
      {!shut && (
        <>
          <p className={css.note}>
            {t('verification:operator_text')}{' '}
            {median > 0 && t('verification:median', { time: format.number(Math.max(1, Math.round(median / 60))) })}
          </p>
          {late > 0 && (
            <p className={css.late} role="status">
              {t('verification:overdue_count', { count: late })}
            </p>
          )}
          {query.isPending && <Loading />}
          {query.isError && <ErrorState error={query.error} retry={() => void query.refetch()} />}
          {query.isSuccess && (
            <div className={css.panes}>
              {!(onePane && chosen) && (
                <Queue
                  items={items}
                  chosen={chosen}
                  more={query.hasNextPage}
                  loading={query.isFetchingNextPage}
                  onMore={() => void query.fetchNextPage()}
                />
              )}
              {chosen && <ReviewPane key={chosen} id={chosen} onClose={() => setValues({ review: '' })} />}
            </div>
          )}
        </>
      )}
    </OutsideFrame>
  );
}
