import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useOrg } from '@/api/org';
import { ownPlanQuery } from '@/api/plan';
import { ErrorState } from '@/ui/ErrorState';
import { Loading } from '@/ui/Loading';
import { ScrollPage } from '@/ui/ScrollPage';
import { useFormat } from '@/ui/useFormat';
import { PlanLine } from './PlanLine';
import css from './PlanPage.module.css';

/** What the organisation's plan holds, how much of it is used, and what is refused. */
export function PlanPage() {
  const { t } = useTranslation();
  const { id: org } = useOrg();
  const { lang } = useFormat();
  const query = useQuery(ownPlanQuery(org, lang));
  if (query.isPending) return <Loading />;
  if (query.isError) return <ErrorState error={query.error} retry={() => void query.refetch()} />;
  const { name, lines } = query.data;
  return (
    <ScrollPage title={t('plan:title')}>
      <div className={css.column}>
        <p className={css.name} translate="no">
          {name || t('plan:everything')}
        </p>
        <p className={css.note}>{name ? t('plan:note') : t('plan:note_everything')}</p>
        <ul className={css.lines}>
          {(lines ?? []).map((line) => (
            <PlanLine key={line.name} line={line} />
          ))}
        </ul>
      </div>
    </ScrollPage>
  );
}
