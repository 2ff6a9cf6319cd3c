import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useOrg } from '@/api/org';
import { type Verification, verificationQuery, withdraw } from '@/api/verification';
import { PathLink } from '@/ui/PathLink';
import { paths } from '@/ui/paths';
import { useFormat } from '@/ui/useFormat';
import { useFreshAct } from '@/ui/useFreshAct';
import { useProblemToast } from '@/ui/useProblem';
import { VerifiedMark } from '@/ui/VerifiedMark';
import { CaseFacts } from './CaseFacts';
import { ReasonDialog } from './ReasonDialog';
import css from './VerificationPage.module.css';
import { reasonWord, standingWords, stateWords } from './words';

/** How the organisation stands, in words, with what can be done about it. */
export function StandingCard({ data }: { data: Verification }) {
  const { t } = useTranslation();
  const { id: org, may } = useOrg();
  const { modal } = App.useApp();
  const client = useQueryClient();
  const format = useFormat();
  const toast = useProblemToast();
  const fresh = useFreshAct(t('verification:fresh_text'));
  const take = useMutation({
    mutationFn: () => withdraw(org),
    onSuccess: (next) => client.setQueryData(verificationQuery(org).queryKey, next),
    onError: (error) => fresh.asked(error, () => take.mutate()) || toast(error),
  });
  const [appealing, setAppealing] = useState(false);
  const handed = data.state === 'submitted';
  const ask = () =>
    modal.confirm({
      title: t(handed ? 'verification:withdraw_title' : 'verification:give_up_title'),
      content: t(handed ? 'verification:withdraw_text' : 'verification:give_up_text'),
      okText: t(handed ? 'verification:withdraw' : 'verification:give_up'),
      okButtonProps: { danger: true },
      cancelText: t('shell:cancel'),
      onOk: () => fresh.run(() => take.mutate()),
    });
  const standing = data.verified ? undefined : standingWords[data.standing];
  const lapsed = data.state === 'approved' && !data.verified;
  return (
    <section className={css.card} aria-labelledby="standing" data-tone={data.state}>
      <h2 id="standing">
        {t(lapsed ? 'verification:state_lapsed' : stateWords[data.state])}
        {data.verified && <VerifiedMark size={20} />}
      </h2>
      {data.verified && data.verified_until && (
        <p>
          {t('verification:verified_until', { date: format.date(data.verified_until) })}{' '}
          <PathLink to={paths.proof(org)}>{t('verification:proof_page')}</PathLink>
        </p>
      )}
      {handed && data.due_at && <p>{t('verification:due', { time: format.dateTime(data.due_at) })}</p>}
      {data.state === 'refused' && (
        <p>
          <strong>{t(reasonWord(data.reason))}</strong> {data.note}
        </p>
      )}
      {standing && <p className={css.standing}>{t(standing)}</p>}
      {data.standing === 'limited' && may('verification.write') && (
        <div className={css.buttons}>
          <Button onClick={() => setAppealing(true)}>{t('verification:standing_appeal')}</Button>
        </div>
      )}
      {appealing && <ReasonDialog kind="standing" org={org} onClose={() => setAppealing(false)} />}
      {!data.verified && data.standing === 'free' && <p>{t('verification:standing_free')}</p>}
      {handed && <CaseFacts data={data} />}
      {(handed || data.state === 'approved') && may('verification.write') && (
        <div className={css.buttons}>
          <Button danger loading={take.isPending} onClick={ask}>
            {t(handed ? 'verification:withdraw' : 'verification:give_up')}
          </Button>
        </div>
      )}
      {fresh.dialog}
    </section>
  );
}
