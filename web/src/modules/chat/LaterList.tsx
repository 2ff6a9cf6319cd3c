import type { InfiniteData, UseInfiniteQueryResult } from '@tanstack/react-query';
import { Button } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { List } from '@/api/types';
import { EmptyState } from '@/ui/EmptyState';
import { ErrorState } from '@/ui/ErrorState';
import { Loading } from '@/ui/Loading';
import css from './Later.module.css';

interface Props<T> {
  query: UseInfiniteQueryResult<InfiniteData<List<T>>>;
  label: string;
  empty: { title: string; text: string };
  row: (one: T) => ReactNode;
}

/** A list that comes in pages, with its states. */
export function LaterList<T>({ query, label, empty, row }: Props<T>) {
  const { t } = useTranslation();
  if (query.isPending) return <Loading />;
  if (query.isError && !query.data) return <ErrorState error={query.error} retry={() => void query.refetch()} />;
  const rows = query.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <>
      {rows.length === 0 ? (
        <EmptyState mark title={empty.title} text={empty.text} />
      ) : (
        <ul className={css.list} aria-label={label}>
          {rows.map(row)}
        </ul>
      )}
      {query.hasNextPage && (
        <Button loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
          {t('shell:load_more')}
        </Button>
      )}
    </>
  );
}
