import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { Button, Input } from 'antd';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { joinQuery, proveJoin, sendJoinCode } from '@/api/joining';
import type { JoinAnswer } from '@/api/types';
import { Field } from '@/ui/Field';
import { FormError } from '@/ui/FormError';
import { Loading } from '@/ui/Loading';
import { organisationName } from '@/ui/names';
import { fieldErrors } from '@/ui/useProblem';
import { ChooseEntry } from './ChooseEntry';
import { EntryFrame } from './EntryFrame';
import css from './EntryFrame.module.css';
import { LetIn } from './LetIn';

/** How far a request to join is; its address can be kept and opened again. */
export function JoiningPage() {
  const { t, i18n } = useTranslation();
  const { request = '' } = useParams({ strict: false });
  const state = useQuery(joinQuery(request));
  if (state.isPending) return <Loading />;
  if (!state.data) {
    return (
      <EntryFrame title={t('join:gone_title')} text={t('join:gone_text')}>
        <FormError error={state.error} />
      </EntryFrame>
    );
  }
  const one = state.data;
  const organisation = organisationName({ name: one.organisation, name_zh: one.organisation_zh }, i18n.language);
  if (one.step === 'code') return <Prove request={request} one={one} organisation={organisation} />;
  if (one.step === 'accepted' && one.choose) {
    return <ChooseEntry request={request} email={one.email} organisation={organisation} />;
  }
  if (one.step === 'accepted') return <LetIn one={one} organisation={organisation} />;
  if (one.step === 'declined') {
    return (
      <EntryFrame title={t('join:declined_title', { organisation })} text={t('join:declined_text')}>
        {one.reason && <p>{t('join:declined_reason', { reason: one.reason })}</p>}
      </EntryFrame>
    );
  }
  return (
    <EntryFrame title={t('join:waiting_title')} text={t('join:waiting_text', { organisation, email: one.email })}>
      <p>{t('join:waiting_keep')}</p>
    </EntryFrame>
  );
}

function Prove({ request, one, organisation }: { request: string; one: JoinAnswer; organisation: string }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [code, setCode] = useState('');
  const send = useMutation({ mutationFn: () => sendJoinCode(request) });
  const prove = useMutation({
    mutationFn: () => proveJoin(request, code),
    onSuccess: (now) => client.setQueryData(joinQuery(request).queryKey, now),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    prove.mutate();
  };
  const wrong = fieldErrors(prove.error)[0]?.message;
  return (
    <EntryFrame title={t('join:code_title')} text={t('join:code_text', { organisation, email: one.email })}>
      <form className={css.form} onSubmit={submit}>
        <Field label={t('join:code')} error={wrong}>
          {(props) => (
            <Input
              {...props}
              size="large"
              inputMode="numeric"
              autoComplete="one-time-code"
              maxLength={6}
              value={code}
              onChange={(event) => setCode(event.target.value)}
            />
          )}
        </Field>
        {!wrong && <FormError error={prove.error ?? send.error} />}
        <Button
          type="primary"
          size="large"
          block
          htmlType="submit"
          loading={prove.isPending}
          disabled={code.trim().length < 6}
        >
          {t('shell:continue')}
        </Button>
        <Button type="text" size="large" block loading={send.isPending} onClick={() => send.mutate()}>
          {send.isSuccess ? t('join:code_sent') : t('join:code_again')}
        </Button>
      </form>
    </EntryFrame>
  );
}
