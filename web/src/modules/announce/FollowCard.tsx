import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button, Progress } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Announcement, announceKey, unschedule } from '@/api/announce';
import { useOrg } from '@/api/org';
import { useAddressValues, useGo } from '@/ui/navigation';
import { paths } from '@/ui/paths';
import { useProblemToast } from '@/ui/useProblem';
import css from './Announce.module.css';
import { TermsDialog } from './TermsDialog';
import { WithdrawDialog } from './WithdrawDialog';

/** For whoever answers for it: how far it has come, and what can be done with it. */
export function FollowCard({ it }: { it: Announcement }) {
  const { t } = useTranslation();
  const { id: org } = useOrg();
  const go = useGo();
  const [, setValues] = useAddressValues();
  const client = useQueryClient();
  const toast = useProblemToast();
  const [dialog, open] = useState<'terms' | 'withdraw'>();
  const back = useMutation({
    mutationFn: () => unschedule(org, it.id),
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: announceKey(org) });
      go(paths.writeAnnouncement(org, it.id));
    },
    onError: toast,
  });
  return (
    <section className={css.card} aria-label={t('announce:follow')}>
      {it.counts && it.published_at && <Counted it={it} />}
      <div className={css.buttons}>
        {it.can.includes('follow') && it.published_at && (
          <Button onClick={() => setValues({ view: 'receivers' })}>{t('announce:receivers')}</Button>
        )}
        {it.can.includes('unschedule') && (
          <Button loading={back.isPending} onClick={() => back.mutate()}>
            {t('announce:unschedule')}
          </Button>
        )}
        {it.can.includes('change') && (
          <>
            <Button onClick={() => go(paths.writeAnnouncement(org, it.id))}>{t('announce:edit')}</Button>
            <Button onClick={() => open('terms')}>{t('announce:terms')}</Button>
            <Button danger onClick={() => open('withdraw')}>
              {t('announce:withdraw')}
            </Button>
          </>
        )}
      </div>
      {dialog === 'terms' && <TermsDialog it={it} close={() => open(undefined)} />}
      {dialog === 'withdraw' && <WithdrawDialog it={it} close={() => open(undefined)} />}
    </section>
  );
}

function Counted({ it }: { it: Announcement }) {
  const { t } = useTranslation();
  const { receivers = 0, seen = 0, confirmed = 0, delivered = true } = it.counts ?? {};
  const done = it.must_confirm ? confirmed : seen;
  return (
    <div className={css.counts}>
      <p aria-live="polite">
        {delivered ? t('announce:received', { count: receivers }) : t('announce:handing_out', { count: receivers })}
        {' · '}
        {t('announce:seen_of', { done: seen, of: receivers })}
        {it.must_confirm && ` · ${t('announce:confirmed_of', { done: confirmed, of: receivers })}`}
      </p>
      <Progress
        percent={receivers ? Math.floor((100 * done) / receivers) : 0}
        status="normal"
        aria-label={it.must_confirm ? t('announce:confirmed') : t('announce:seen')}
      />
    </div>
  );
}
