import { SearchOutlined } from '@ant-design/icons';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Button, Input } from 'antd';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Virtuoso } from 'react-virtuoso';
import { peopleQuery } from '@/api/directory';
import { useOrg } from '@/api/org';
import { EmptyState } from '@/ui/EmptyState';
import { ErrorState } from '@/ui/ErrorState';
import { Loading } from '@/ui/Loading';
import css from './PeopleList.module.css';
import { PersonRow } from './PersonRow';

interface Props {
  department: string;
  q: string;
  search: (q: string) => void;
  current: string;
  open: (id: string) => void;
}

export function PeopleList({ department, q, search, current, open }: Props) {
  const { t } = useTranslation();
  const { id: org } = useOrg();
  const [words, setWords] = useState(q);
  const query = useInfiniteQuery(peopleQuery(org, { department, q }));
  const people = query.data?.pages.flatMap((page) => page.items) ?? [];

  // The address follows the field after a short rest, so that not every letter asks the server.
  useEffect(() => {
    if (words.trim() === q) return;
    const timer = window.setTimeout(() => search(words.trim()), 250);
    return () => window.clearTimeout(timer);
  }, [words, q, search]);

  return (
    <>
      <div className={css.tools}>
        <Input
          allowClear
          prefix={<SearchOutlined aria-hidden />}
          placeholder={t('common:find_people')}
          aria-label={t('common:find_people')}
          value={words}
          onChange={(event) => setWords(event.target.value)}
        />
      </div>
      <div className={css.list}>
        {query.isPending && <Loading rows={8} />}
        {query.isError && people.length === 0 && <ErrorState error={query.error} retry={() => void query.refetch()} />}
        {query.isSuccess && people.length === 0 && (
          <EmptyState
            title={q ? t('directory:none_found') : t('directory:empty_title')}
            text={q ? undefined : t('directory:empty_text')}
          >
            {q && <Button onClick={() => setWords('')}>{t('shell:clear')}</Button>}
          </EmptyState>
        )}
        {people.length > 0 && (
          <Virtuoso
            data={people}
            computeItemKey={(_, person) => person.id}
            endReached={() => query.hasNextPage && void query.fetchNextPage()}
            increaseViewportBy={400}
            itemContent={(_, person) => <PersonRow person={person} here={person.id === current} open={open} />}
          />
        )}
      </div>
    </>
  );
}
