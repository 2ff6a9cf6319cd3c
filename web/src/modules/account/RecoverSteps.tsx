import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Input } from 'antd';
import { type FormEvent, type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { finishRecovery, proveRecovery, recoveryQuery, sendRecoveryCode } from '@/api/recovery';
import { Field } from '@/ui/Field';
import { FormError } from '@/ui/FormError';
import { Loading } from '@/ui/Loading';
import { useFormat } from '@/ui/useFormat';
import { fieldErrors } from '@/ui/useProblem';
import { EntryFrame } from './EntryFrame';
import css from './EntryFrame.module.css';
import { PasswordField } from './PasswordField';
import { SecondStep } from './SecondStep';
import { useEnter } from './useEnter';

/** One request, as far as it is. */
export function RecoverSteps({ token }: { token: string }) {
  const { t } = useTranslation();
  const format = useFormat();
  const state = useQuery(recoveryQuery(token));
  const one = state.data;
  if (!one) return state.error ? <Frame title={t('account:recover_title')} error={state.error} /> : <Loading />;
  if (one.step === 'approved') return <Prove token={token} mobile={one.mobile} />;
  if (one.step === 'ready') return <Choose token={token} />;
  if (one.step === 'waiting') {
    const text = t('account:recover_waiting_text', { time: one.ready_at ? format.exact(one.ready_at) : '' });
    return <Frame title={t('account:recover_waiting')} text={text} />;
  }
  return <Frame title={t('account:recover_asked')} text={t('account:recover_asked_text')} />;
}

function Frame({
  title,
  text,
  error,
  children,
}: {
  title: string;
  text?: string;
  error?: unknown;
  children?: ReactNode;
}) {
  const { t } = useTranslation();
  return (
    <EntryFrame title={title} text={text}>
      {children}
      <FormError error={error} />
      <p>{t('account:recover_keep')}</p>
    </EntryFrame>
  );
}

function Prove({ token, mobile }: { token: string; mobile: string }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [code, setCode] = useState('');
  const send = useMutation({ mutationFn: () => sendRecoveryCode(token) });
  const prove = useMutation({
    mutationFn: () => proveRecovery(token, code),
    onSuccess: (state) => client.setQueryData(recoveryQuery(token).queryKey, state),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    prove.mutate();
  };
  const wrong = fieldErrors(prove.error)[0]?.message;
  return (
    <Frame
      title={t('account:recover_approved')}
      text={t('account:recover_approved_text', { mobile })}
      error={send.error ?? (wrong ? null : prove.error)}
    >
      <form className={css.form} onSubmit={submit}>
        <Button size="large" block loading={send.isPending} onClick={() => send.mutate()}>
          {t('account:mobile_send')}
        </Button>
        {send.isSuccess && <p role="status">{t('account:recover_sent')}</p>}
        <Field label={t('signin:code')} error={wrong}>
          {(props) => (
            <Input
              {...props}
              size="large"
              inputMode="numeric"
              autoComplete="one-time-code"
              value={code}
              onChange={(event) => setCode(event.target.value)}
            />
          )}
        </Field>
        <Button
          type="primary"
          size="large"
          block
          htmlType="submit"
          loading={prove.isPending}
          disabled={code.trim().length !== 6}
        >
          {t('shell:continue')}
        </Button>
      </form>
    </Frame>
  );
}

function Choose({ token }: { token: string }) {
  const { t } = useTranslation();
  const { enter, challenge, again } = useEnter();
  const [password, setPassword] = useState('');
  const finish = useMutation({ mutationFn: () => finishRecovery(token, password), onSuccess: enter });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    finish.mutate();
  };
  const wrong = fieldErrors(finish.error)[0]?.message;
  if (challenge) return <SecondStep challenge={challenge} enter={enter} again={again} />;
  return (
    <EntryFrame title={t('account:recover_ready')}>
      <form className={css.form} onSubmit={submit}>
        <PasswordField label={t('signin:new_password')} value={password} onChange={setPassword} error={wrong} />
        {!wrong && <FormError error={finish.error} />}
        <Button type="primary" size="large" block htmlType="submit" loading={finish.isPending} disabled={!password}>
          {t('signin:reset_save')}
        </Button>
      </form>
    </EntryFrame>
  );
}
