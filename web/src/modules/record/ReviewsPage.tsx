import { useInfiniteQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { useOrg } from '@/api/org';
import { type Review, reviewsQuery } from '@/api/reviews';
import { EmptyState } from '@/ui/EmptyState';
import { ErrorState } from '@/ui/ErrorState';
import { Loading } from '@/ui/Loading';
import { useAddressValues } from '@/ui/navigation';
import { PathLink } from '@/ui/PathLink';
import { paths } from '@/ui/paths';
import { ScrollPage } from '@/ui/ScrollPage';
import { useFormat } from '@/ui/useFormat';
import { RecordViews } from './RecordViews';
import { ReviewMonth } from './ReviewMonth';
import css from './ReviewsPage.module.css';
import { monthName, reviewState } from './review-words';

/** Months of the record, who reviewed and who signed them; one of them opened. */
export function ReviewsPage() {
  const { t } = useTranslation();
  const { lang } = useFormat();
  const [values] = useAddressValues();
  const month = values.get('month') ?? '';
  return (
    <ScrollPage title={month ? monthName(month, lang) : t('review:title')}>
      <RecordViews />
      {month ? <ReviewMonth key={month} month={month} /> : <ReviewList />}
    </ScrollPage>
  );
}

function ReviewList() {
  const { t } = useTranslation();
  const { id: org } = useOrg();
  const query = useInfiniteQuery(reviewsQuery(org));
  const reviews = query.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <div className={css.column}>
      <p className={css.note}>{t('review:intro')}</p>
      {query.isPending && <Loading />}
      {query.isError && !query.data && <ErrorState error={query.error} retry={() => void query.refetch()} />}
      {query.isSuccess && reviews.length === 0 && <EmptyState title={t('review:none')} text={t('review:none_text')} />}
      {reviews.length > 0 && (
        <ul className={css.months}>
          {reviews.map((one) => (
            <ReviewLine key={one.month} one={one} />
          ))}
        </ul>
      )}
      {query.hasNextPage && (
        <Button loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
          {t('shell:load_more')}
        </Button>
      )}
    </div>
  );
}

function ReviewLine({ one }: { one: Review }) {
  const { t } = useTranslation();
  const { id: org } = useOrg();
  const format = useFormat();
  return (
    <li>
      <PathLink to={paths.reviews(org, one.month)} className={css.month}>
        <strong>{monthName(one.month, format.lang)}</strong>
        <span className={css.tag} data-state={one.overdue ? 'overdue' : one.state}>
          {t(one.overdue ? 'review:overdue' : reviewState[one.state])}
        </span>
        <span className={css.who}>
          {one.signed_at
            ? t('review:signed_by', { name: one.signed_by, time: format.dateTime(one.signed_at) })
            : t('review:due', { time: format.date(one.due_at) })}
        </span>
      </PathLink>
    </li>
  );
}
