import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { frameworksQuery } from '@/api/framework';
import { useOrg } from '@/api/org';
import columnCss from '@/ui/column.module.css';
import { ErrorState } from '@/ui/ErrorState';
import { Loading } from '@/ui/Loading';
import { ScrollPage } from '@/ui/ScrollPage';
import { useFormat } from '@/ui/useFormat';
import { FrameworkCard } from './FrameworkCard';

/** The frameworks that evidence can be shown for, and how those that are on stand. */
export function FrameworksPage() {
  const { t } = useTranslation();
  const { id: org } = useOrg();
  const { lang } = useFormat();
  const query = useQuery(frameworksQuery(org, lang));
  if (query.isPending) return <Loading />;
  if (query.isError) return <ErrorState error={query.error} retry={() => void query.refetch()} />;
  return (
    <ScrollPage title={t('frameworks:title')}>
      <div className={columnCss.column}>
        <p>{t('frameworks:intro')}</p>
        {(query.data.items ?? []).map((one) => (
          <FrameworkCard key={one.name} one={one} />
        ))}
      </div>
    </ScrollPage>
  );
}
