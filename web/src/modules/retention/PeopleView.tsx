import { useInfiniteQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { useOrg } from '@/api/org';
import { leaversQuery } from '@/api/retention';
import { EmptyState } from '@/ui/EmptyState';
import { ErrorState } from '@/ui/ErrorState';
import { Loading } from '@/ui/Loading';
import { CopyOfPerson } from './CopyOfPerson';
import css from './DataPage.module.css';
import { ForgetForm } from './ForgetForm';
import { LeaverCard } from './LeaverCard';

interface Props {
  forgetting: string;
  choose: (person: string) => void;
  report: (person: string) => void;
}

/** A copy of anybody's data, and those who have left. */
export function PeopleView({ forgetting, choose, report }: Props) {
  const { t } = useTranslation();
  const { id: org, may } = useOrg();
  const query = useInfiniteQuery(leaversQuery(org));
  const leavers = query.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <div className={css.column}>
      {may('retention.copy.other') && <CopyOfPerson />}
      <section className={css.group} aria-labelledby="leavers">
        <h2 id="leavers">{t('data:leavers')}</h2>
        <p className={css.note}>{t('data:leavers_note')}</p>
        {query.isPending && <Loading rows={3} />}
        {query.isError && <ErrorState error={query.error} retry={() => void query.refetch()} />}
        {query.isSuccess && leavers.length === 0 && <EmptyState title={t('data:no_leavers')} />}
        {leavers.map((one) => (
          <LeaverCard key={one.id} one={one} forget={() => choose(one.id)} report={() => report(one.id)} />
        ))}
        {query.hasNextPage && (
          <div className={css.more}>
            <Button loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
              {t('shell:load_more')}
            </Button>
          </div>
        )}
      </section>
      {forgetting && <ForgetForm key={forgetting} person={forgetting} onClose={() => choose('')} />}
    </div>
  );
}
