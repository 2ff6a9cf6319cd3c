import { useInfiniteQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { guestsQuery } from '@/api/guests';
import { useOrg } from '@/api/org';
import { EmptyState } from '@/ui/EmptyState';
import { ErrorState } from '@/ui/ErrorState';
import { Loading } from '@/ui/Loading';
import { GuestRow } from './GuestRow';
import css from './Guests.module.css';

/** All guests whose time is not over, or those of before. */
export function GuestList({ over }: { over: boolean }) {
  const { t } = useTranslation();
  const { id: org } = useOrg();
  const query = useInfiniteQuery(guestsQuery(org, over));
  const all = query.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <>
      {query.isPending && <Loading />}
      {query.isError && <ErrorState error={query.error} retry={() => void query.refetch()} />}
      {query.isSuccess && all.length === 0 && <EmptyState title={t('guests:none')} text={t('guests:none_text')} />}
      <ul className={css.list}>
        {all.map((one) => (
          <GuestRow key={one.id} one={one} />
        ))}
      </ul>
      {query.hasNextPage && (
        <div className={css.more}>
          <Button loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
            {t('shell:load_more')}
          </Button>
        </div>
      )}
    </>
  );
}
