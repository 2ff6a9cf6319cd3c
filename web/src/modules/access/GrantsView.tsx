import { useInfiniteQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { grantsQuery } from '@/api/access';
import { useOrg } from '@/api/org';
import { EmptyState } from '@/ui/EmptyState';
import { ErrorState } from '@/ui/ErrorState';
import { Field } from '@/ui/Field';
import { Loading } from '@/ui/Loading';
import { useFormat } from '@/ui/useFormat';
import css from './GrantsView.module.css';
import { GrantTable } from './GrantTable';
import { ObjectPicker } from './ObjectPicker';

interface Props {
  person: string;
  choose: (person: string) => void;
}

export function GrantsView({ person, choose }: Props) {
  const { t } = useTranslation();
  const { id: org } = useOrg();
  const { lang } = useFormat();
  const query = useInfiniteQuery(grantsQuery(org, lang, person));
  const grants = query.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <>
      <p className={css.note}>{t('access:grants_note')}</p>
      {(person || grants.length > 0) && (
        <div className={css.filter}>
          <Field label={t('access:only_of')}>
            {(props) => (
              <ObjectPicker
                field={props}
                kind="person"
                value={person && `person:${person}`}
                onChange={(one) => choose(one.replace('person:', ''))}
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
