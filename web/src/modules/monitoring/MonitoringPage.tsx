import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { gatesAtQuery } from '@/api/monitoring';
import { useOrg } from '@/api/org';
import { ErrorState } from '@/ui/ErrorState';
import { Loading } from '@/ui/Loading';
import { ScrollPage } from '@/ui/ScrollPage';
import { GateCard } from './GateCard';
import css from './Monitoring.module.css';
import { Readings } from './Readings';

/** What stands before functions that look at employees, and what was read behind it. */
export function MonitoringPage() {
  const { t } = useTranslation();
  const { id: org, may } = useOrg();
  const gates = useQuery(gatesAtQuery(org));
  return (
    <ScrollPage title={t('monitoring:title')}>
      <div className={css.column}>
        <p className={css.quiet}>{t('monitoring:intro')}</p>
        {gates.isPending && <Loading />}
        {gates.isError && <ErrorState error={gates.error} retry={() => void gates.refetch()} />}
        {gates.data?.items.map((gate) => (
          <GateCard key={gate.function} gate={gate} notices={gates.data.notices} />
        ))}
        {may('monitoring.chats.read') && <Readings open={gates.data?.items[0]?.open === true} />}
      </div>
    </ScrollPage>
  );
}
