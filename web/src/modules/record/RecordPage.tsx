import { useInfiniteQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { useOrg } from '@/api/org';
import { entriesQuery } from '@/api/record';
import { EmptyState } from '@/ui/EmptyState';
import { ErrorState } from '@/ui/ErrorState';
import { Loading } from '@/ui/Loading';
import { useAddressValues } from '@/ui/navigation';
import { ScrollPage } from '@/ui/ScrollPage';
import { useFormat } from '@/ui/useFormat';
import { EntryPane } from './EntryPane';
import { EntryTable } from './EntryTable';
import { ExportMenu } from './ExportMenu';
import { filterNames, isFiltered, readFilter } from './filter';
import { RecordFilters } from './RecordFilters';
import css from './RecordPage.module.css';
import { RecordViews } from './RecordViews';
import { SealForm } from './SealForm';
import { StateCard } from './StateCard';

export function RecordPage() {
  const { t } = useTranslation();
  const { id: org } = useOrg();
  const { zone } = useFormat();
  const [values, setValues] = useAddressValues();
  const filter = readFilter(values, zone);
  const query = useInfiniteQuery(entriesQuery(org, filter));
  const entries = query.data?.pages.flatMap((page) => page.items) ?? [];
  const entry = values.get('entry') ?? '';
  const clear = () => setValues(Object.fromEntries(filterNames.map((name) => [name, ''])));
  return (
    <div className={css.split}>
      <ScrollPage
        title={t('shell:act_record')}
        tools={<ExportMenu filter={filter} seal={() => setValues({ seal: '1' })} />}
      >
        <RecordViews />
        <StateCard />
        <RecordFilters
          key={values.toString() === '' ? 'clear' : 'set'}
          values={values}
          change={(change) => setValues(change, true)}
        />
        {query.isPending && <Loading />}
        {query.isError && entries.length === 0 && <ErrorState error={query.error} retry={() => void query.refetch()} />}
        {query.isSuccess && entries.length === 0 && (
          <EmptyState title={isFiltered(values) ? t('record:none_found') : t('record:empty')}>
            {isFiltered(values) && <Button onClick={clear}>{t('shell:clear')}</Button>}
          </EmptyState>
        )}
        {entries.length > 0 && <EntryTable entries={entries} current={entry} open={(id) => setValues({ entry: id })} />}
        {query.hasNextPage && (
          <div className={css.more}>
            <Button loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
              {t('shell:load_more')}
            </Button>
          </div>
        )}
        {values.has('seal') && <SealForm filter={filter} onClose={() => setValues({ seal: '' })} />}
      </ScrollPage>
      {entry && <EntryPane key={entry} id={entry} close={() => setValues({ entry: '' })} />}
    </div>
  );
}
