import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { OrganisationLink } from '@/api/types';
import { type DissolutionAppeal, dissolutionAppealQuery } from '@/api/verification';
import { useFormat } from '@/ui/useFormat';
import css from './ProofPage.module.css';
import { ReasonDialog } from './ReasonDialog';

/** What became of a dissolved organisation, and of one's own wish to have it back. */
export function DissolvedRow({ one }: { one: OrganisationLink }) {
  const { t } = useTranslation();
  const format = useFormat();
  const query = useQuery(dissolutionAppealQuery(one.id));
  const [asking, setAsking] = useState(false);
  const until = one.ending_at ?? '';
  const close = () => {
    setAsking(false);
    void query.refetch();
  };
  return (
    <>
      <div role="status">
        <strong>{format.person(one)}</strong>
        <p>{t('verification:dissolved_until', { time: format.dateTime(until), left: format.left(until) })}</p>
        {query.data && <Asked appeal={query.data} />}
      </div>
      {query.data?.step === 'none' && (
        <Button type="primary" onClick={() => setAsking(true)}>
          {t('verification:dissolved_appeal')}
        </Button>
      )}
      {asking && <ReasonDialog kind="appeal" org={one.id} onClose={close} />}
    </>
  );
}

function Asked({ appeal }: { appeal: DissolutionAppeal }) {
  const { t } = useTranslation();
  const format = useFormat();
  if (appeal.step === 'waiting') {
    return (
      <p className={css.asked}>{t('verification:dissolved_waits', { time: format.dateTime(appeal.asked_at ?? '') })}</p>
    );
  }
  if (appeal.step !== 'refused') return null;
  return (
    <>
      <p className={css.asked}>
        {t('verification:dissolved_refused', { time: format.dateTime(appeal.decided_at ?? '') })}
      </p>
      <blockquote className={css.quote}>{appeal.note}</blockquote>
      <p>{t('verification:dissolved_left')}</p>
    </>
  );
}
