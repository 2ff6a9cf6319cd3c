import { useQuery } from '@tanstack/react-query';
import { DatePicker } from 'antd';
import dayjs from 'dayjs';
import { useTranslation } from 'react-i18next';
import { lawTablesQuery } from '@/api/law';
import { useOrg } from '@/api/org';
import { EmptyState } from '@/ui/EmptyState';
import { ErrorState } from '@/ui/ErrorState';
import { Field } from '@/ui/Field';
import { Loading } from '@/ui/Loading';
import { useFormat } from '@/ui/useFormat';
import { TableCard } from './TableCard';
import css from './TablesView.module.css';
import { byRules, isDay } from './values';

interface Props {
  on: string;
  choose: (on: string) => void;
}

export function TablesView({ on, choose }: Props) {
  const { t } = useTranslation();
  const { id: org } = useOrg();
  const { lang } = useFormat();
  const query = useQuery(lawTablesQuery(org, lang, on));
  const shown = on || query.data?.on;
  const groups = query.isError ? [] : byRules(query.data?.items ?? []);
  const titles: Record<string, string> = { hk: t('law:hk'), mainland: t('law:mainland') };
  return (
    <>
      <div className={css.day}>
        <Field label={t('law:on')}>
          {({ id }) => (
            <DatePicker
              id={id}
              format={lang === 'zh-CN' ? 'YYYY/MM/DD' : 'DD/MM/YYYY'}
              value={isDay(shown) ? dayjs(shown) : null}
              onChange={(day) => choose(day ? day.format('YYYY-MM-DD') : '')}
            />
          )}
        </Field>
      </div>
      {query.isPending && <Loading />}
      {query.isError && <ErrorState error={query.error} retry={() => void query.refetch()} />}
      {query.isSuccess && groups.length === 0 && <EmptyState title={t('law:empty')} text={t('law:empty_text')} />}
      {groups.map((group) => (
        <section key={group.rules} className={css.group} aria-labelledby={`law-${group.rules}`}>
          <h2 id={`law-${group.rules}`}>{titles[group.rules]}</h2>
          <div className={css.cards} data-old={query.isPlaceholderData}>
            {group.items.map((table) => (
              <TableCard key={table.id} table={table} />
            ))}
          </div>
        </section>
      ))}
    </>
  );
}
