import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useOrg } from '@/api/org';
import { bootQuery, orgMeQuery } from '@/api/session';
import { type Verification, verificationQuery } from '@/api/verification';
import { ErrorState } from '@/ui/ErrorState';
import { Loading } from '@/ui/Loading';
import { ScrollPage } from '@/ui/ScrollPage';
import { DissolveSection } from './DissolveSection';
import { NameSection } from './NameSection';
import { StandingCard } from './StandingCard';
import { VerificationForm } from './VerificationForm';
import css from './VerificationPage.module.css';

const called = (data: Verification) => `${data.name}\n${data.name_zh}`;

/** How the organisation shows that it is who it says, and how it is given up. */
export function VerificationPage() {
  const { t } = useTranslation();
  const { id: org, may } = useOrg();
  const client = useQueryClient();
  const query = useQuery(verificationQuery(org));
  const stands = query.data && `${query.data.verified} ${query.data.picture} ${called(query.data)}`;
  // Name, picture and badge stand in what the page knows of the session and of whoever is in it, too.
  useEffect(() => {
    if (stands === undefined) return;
    void client.invalidateQueries({ queryKey: bootQuery.queryKey });
    void client.invalidateQueries({ queryKey: orgMeQuery(org).queryKey });
  }, [client, org, stands]);
  const data = query.data;
  return (
    <ScrollPage title={t('shell:admin_verification')}>
      <div className={css.column}>
        <p className={css.note}>{t('verification:intro')}</p>
        {query.isPending && <Loading />}
        {query.isError && <ErrorState error={query.error} retry={() => void query.refetch()} />}
        {data && <StandingCard data={data} />}
        {data && data.state !== 'submitted' && may('verification.write') && (
          <VerificationForm key={called(data)} data={data} />
        )}
        {data && (may('organisation.rename') || may('organisation.picture')) && (
          <NameSection key={`name ${called(data)}`} data={data} />
        )}
        {may('organisation.dissolve') && <DissolveSection />}
      </div>
    </ScrollPage>
  );
}
