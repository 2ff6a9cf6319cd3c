import { useQuery } from '@tanstack/react-query';
import { Segmented } from 'antd';
import { useTranslation } from 'react-i18next';
import { reportsQuery } from '@/api/moderation';
import { useOrg } from '@/api/org';
import { Card } from '@/ui/Card';
import { EmptyState } from '@/ui/EmptyState';
import { ErrorState } from '@/ui/ErrorState';
import { Loading } from '@/ui/Loading';
import { useAddressValues } from '@/ui/navigation';
import css from './ModerationPage.module.css';
import { ReportCard } from './ReportCard';

export function Reports() {
  const { t } = useTranslation();
  const { id: org } = useOrg();
  const [values, setValues] = useAddressValues();
  const decided = values.get('view') === 'decided';
  const query = useQuery(reportsQuery(org, decided));
  return (
    <Card title={t('judge:reports')} text={t('judge:handed')}>
      <div>
        <Segmented
          value={decided ? 'decided' : 'open'}
          onChange={(view) => setValues({ view: view === 'decided' ? 'decided' : '' }, true)}
          options={[
            { value: 'open', label: t('judge:open') },
            { value: 'decided', label: t('judge:decided') },
          ]}
        />
      </div>
      {query.isPending && <Loading />}
      {query.isError && <ErrorState error={query.error} retry={() => void query.refetch()} />}
      {query.data?.items.length === 0 && <EmptyState title={t(decided ? 'judge:none_decided' : 'judge:none')} />}
      <ul className={css.list}>
        {(query.data?.items ?? []).map((one) => (
          <ReportCard key={one.id} report={one} />
        ))}
      </ul>
    </Card>
  );
}
