import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useOrg } from '@/api/org';
import { bootQuery } from '@/api/session';
import { verificationQuery } from '@/api/verification';
import { ErrorState } from '@/ui/ErrorState';
import { Loading } from '@/ui/Loading';
import { ScrollPage } from '@/ui/ScrollPage';
import { DissolveSection } from './DissolveSection';
import { StandingCard } from './StandingCard';
import { VerificationForm } from './VerificationForm';
import css from './VerificationPage.module.css';

/** How the organisation shows that it is who it says, and how it is given up. */
export function VerificationPage() {
  const { t } = useTranslation();
  const { id: org, may } = useOrg();
  const client = useQueryClient();
  const query = useQuery(verificationQuery(org));
  const verified = query.data?.verified;
  // The badge beside the name stands in what the page knows of the session.
  useEffect(() => {
    if (verified !== undefined) void client.invalidateQueries({ queryKey: bootQuery.queryKey });
  }, [client, verified]);
  const data = query.data;
  return (
    <ScrollPage title={t('shell:admin_verification')}>
      <div className={css.column}>
        <p className={css.note}>{t('verification:intro')}</p>
        {query.isPending && <Loading />}
        {query.isError && <ErrorState error={query.error} retry={() => void query.refetch()} />}
        {data && <StandingCard data={data} />}
        {data && data.state !== 'submitted' && may('verification.write') && <VerificationForm data={data} />}
        {may('organisation.dissolve') && <DissolveSection />}
      </div>
    </ScrollPage>
  );
}
