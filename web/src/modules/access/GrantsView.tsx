import { useInfiniteQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { grantsQuery } from '@/api/access';
import { useOrg } from '@/api/org';
import { EmptyState } from '@/ui/EmptyState';
import { ErrorState } from '@/ui/ErrorState';
import { Field } from '@/ui/Field';
import { Loading } from '@/ui/Loading';
import { PeoplePicker } from '@/ui/PeoplePicker';
import { useFormat } from '@/ui/useFormat';
import css from './GrantsView.module.css';
import { GrantTable } from './GrantTable';

interface Props {
  person: string;
  choose: (person: string) => void;
}

export function GrantsView({ person, choose }: Props) {
  const { t } = useTranslation();
  const { id: org } = useOrg();
  const format = useFormat();
  const query = useInfiniteQuery(grantsQuery(org, format.lang, person));
  const grants = query.data?.pages.flatMap((page) => page.items) ?? [];
  const known = Object.fromEntries(grants.map((one) => [one.person.id, format.person(one.person)]));
  return (
    <>
      <p className={css.note}>{t('access:grants_note')}</p>
      {(person || grants.length > 0) && (
        <div className={css.filter}>
          <Field label={t('access:only_of')}>
            {(props) => (
              <PeoplePicker
                key={Object.keys(known).length}
                field={props}
                single
                value={person ? [person] : []}
                known={known}
                onChange={([one = '']) => choose(one)}
              />
            )}
          </Field>
        </div>
      )}
      {query.isPending && <Loading />}
      {query.isError && <ErrorState error={query.error} retry={() => void query.refetch()} />}
      {query.isSuccess && grants.length === 0 && (
        <EmptyState
          title={person ? t('access:no_grants_of') : t('access:no_grants')}
          text={person ? undefined : t('access:no_grants_text')}
        >
          {person && <Button onClick={() => choose('')}>{t('shell:clear')}</Button>}
        </EmptyState>
      )}
      {grants.length > 0 && <GrantTable grants={grants} />}
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
