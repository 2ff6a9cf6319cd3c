import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button, Input } from 'antd';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useOrg } from '@/api/org';
import {
  agreeDissolution,
  askDissolution,
  type Dissolution,
  dissolutionQuery,
  stopDissolution,
} from '@/api/verification';
import { ErrorState } from '@/ui/ErrorState';
import { Field } from '@/ui/Field';
import { FormDialog } from '@/ui/FormDialog';
import { FormError } from '@/ui/FormError';
import { useFormat } from '@/ui/useFormat';
import { useFreshAct } from '@/ui/useFreshAct';
import { fieldErrors, useProblemToast } from '@/ui/useProblem';
import { formatSpan } from './span';
import css from './VerificationPage.module.css';

/** Giving the organisation up: two people, a waiting time, and a way back until it is over. */
export function DissolveSection() {
  const { t } = useTranslation();
  const { id: org, me } = useOrg();
  const { modal } = App.useApp();
  const format = useFormat();
  const client = useQueryClient();
  const toast = useProblemToast();
  const query = useQuery(dissolutionQuery(org));
  const fresh = useFreshAct(t('verification:fresh_text'));
  const [asking, setAsking] = useState(false);
  const onSuccess = (next: Dissolution) => client.setQueryData(dissolutionQuery(org).queryKey, next);
  const act = useMutation({
    mutationFn: (what: () => Promise<Dissolution>) => what(),
    onSuccess,
    onError: (error, what) => fresh.asked(error, () => act.mutate(what)) || toast(error),
  });
  const data = query.data;
  const wait = formatSpan(data?.wait_seconds ?? 0, format.lang);
  const run = (what: () => Promise<Dissolution>) => fresh.run(() => act.mutate(what));
  const agree = () =>
    modal.confirm({
      title: t('verification:dissolve_agree_title', { name: format.person(me.organisation) }),
      content: t('verification:dissolve_text', { wait }),
      okText: t('verification:dissolve_agree'),
      okButtonProps: { danger: true },
      cancelText: t('shell:cancel'),
      onOk: () => run(() => agreeDissolution(org)),
    });
  return (
    <section className={css.card} aria-labelledby="dissolve">
      <h2 id="dissolve">{t('verification:dissolve')}</h2>
      {query.isError && <ErrorState error={query.error} retry={() => void query.refetch()} />}
      {data && <Step data={data} wait={wait} />}
      <div className={css.buttons}>
        {data?.step === 'none' && (
          <Button danger disabled={data.verified} onClick={() => setAsking(true)}>
            {t('verification:dissolve_ask')}
          </Button>
        )}
        {data?.step === 'asked' && !data.own && (
          <Button danger type="primary" loading={act.isPending} onClick={agree}>
            {t('verification:dissolve_agree')}
          </Button>
        )}
        {data && data.step !== 'none' && (
          <Button loading={act.isPending} onClick={() => run(() => stopDissolution(org))}>
            {t('verification:dissolve_stop')}
          </Button>
        )}
      </div>
      {asking && <AskDialog wait={wait} onClose={() => setAsking(false)} onDone={onSuccess} />}
      {fresh.dialog}
    </section>
  );
}

function Step({ data, wait }: { data: Dissolution; wait: string }) {
  const { t } = useTranslation();
  const format = useFormat();
  const [, tick] = useState(0);
  useEffect(() => {
    const timer = window.setInterval(() => tick((n) => n + 1), 1000);
    return () => window.clearInterval(timer);
  }, []);
  if (data.step === 'none') {
    return <p>{t(data.verified ? 'verification:dissolve_verified' : 'verification:dissolve_text', { wait })}</p>;
  }
  const when = { time: format.dateTime(data.at ?? ''), left: format.left(data.at ?? '') };
  return (
    <div role="status">
      <p className={css.standing}>
        {t(data.step === 'asked' ? 'verification:dissolve_asked' : 'verification:dissolve_waiting', when)}
      </p>
      {data.step === 'asked' && <p>{t(data.own ? 'verification:dissolve_own' : 'verification:dissolve_both')}</p>}
      {data.step === 'waiting' && <p>{t('verification:dissolve_waiting_text')}</p>}
    </div>
  );
}

interface AskProps {
  wait: string;
  onClose: () => void;
  onDone: (next: Dissolution) => void;
}

function AskDialog({ wait, onClose, onDone }: AskProps) {
  const { t } = useTranslation();
  const { id: org, me } = useOrg();
  const format = useFormat();
  const fresh = useFreshAct(t('verification:fresh_text'));
  const [name, setName] = useState('');
  const ask = useMutation({
    mutationFn: () => askDissolution(org, name),
    onSuccess: (next) => {
      onDone(next);
      onClose();
    },
    onError: (error) => fresh.asked(error, () => ask.mutate()),
  });
  const shown = format.person(me.organisation);
  return (
    <>
      <FormDialog
        title={t('verification:dissolve_title', { name: shown })}
        okText={t('verification:dissolve_ask')}
        ready={name.trim() !== ''}
        busy={ask.isPending}
        onOk={() => fresh.run(() => ask.mutate())}
        onClose={onClose}
      >
        <div className={css.form}>
          <FormError error={ask.error} />
          <p>{t('verification:dissolve_text', { wait })}</p>
          <Field label={t('verification:dissolve_name', { name: shown })} error={fieldErrors(ask.error)[0]?.message}>
            {(props) => (
              <Input {...props} autoComplete="off" value={name} onChange={(event) => setName(event.target.value)} />
            )}
          </Field>
        </div>
      </FormDialog>
      {fresh.dialog}
    </>
  );
}
