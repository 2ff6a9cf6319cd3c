import type { InfiniteData, UseInfiniteQueryResult } from '@tanstack/react-query';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import type { FoundMessages } from '@/api/types';
import { EmptyState } from '@/ui/EmptyState';
import { ErrorState } from '@/ui/ErrorState';
import { Loading } from '@/ui/Loading';
import { useFormat } from '@/ui/useFormat';
import { HitRow } from './HitRow';
import css from './SearchPage.module.css';

interface Props {
  query: UseInfiniteQueryResult<InfiniteData<FoundMessages>>;
  asked: boolean;
  filtered: boolean;
}

/** What was found, latest first, and how far back was looked. */
export function Results({ query, asked, filtered }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const pages = query.data?.pages ?? [];
  const hits = pages.flatMap((page) => page.items);
  const last = pages.at(-1);
  if (!asked) return <EmptyState title={t('search:start_title')} text={t('search:start_text')} />;
  if (query.isPending) return <Loading rows={6} />;
  if (query.isError && hits.length === 0) {
    return <ErrorState error={query.error} retry={() => void query.refetch()} />;
  }
  const more = (
    <Button loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
      {last?.looked_to ? t('search:farther', { day: format.date(last.looked_to) }) : t('search:more')}
    </Button>
  );
  return (
    <>
      {last?.made_to && (
        <p className={css.note} role="status">
          {t('search:being_made', { day: format.date(last.made_to) })}
        </p>
      )}
      {hits.length === 0 && (
        <EmptyState
          title={last?.looked_to ? t('search:none_yet') : t('search:none')}
          text={filtered ? t('search:none_filtered') : t('search:none_text')}
        >
          {query.hasNextPage && more}
        </EmptyState>
      )}
      {hits.length > 0 && (
        <ol className={css.list} aria-label={t('shell:palette_results')}>
          {hits.map((hit) => (
            <li key={`${hit.conversation_id}-${hit.seq}`}>
              <HitRow hit={hit} />
            </li>
          ))}
        </ol>
      )}
      {hits.length > 0 &&
        (query.hasNextPage ? <p className={css.end}>{more}</p> : <p className={css.end}>{t('search:end')}</p>)}
    </>
  );
}
