import { KeyOutlined } from '@ant-design/icons';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Button, Input } from 'antd';
import { type FormEvent, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiError } from '@/api/client';
import { bootQuery, passkeyCancelled, passkeysPossible, signIn, signInWithPasskey } from '@/api/session';
import { Field } from '@/ui/Field';
import { FormError } from '@/ui/FormError';
import { useGo } from '@/ui/navigation';
import { PathLink } from '@/ui/PathLink';
import { paths } from '@/ui/paths';
import { DemoSignIns } from './DemoSignIns';
import { EntryFrame } from './EntryFrame';
import css from './EntryFrame.module.css';
import { safeNext } from './next';
import { SecondStep } from './SecondStep';
import { useEnter } from './useEnter';

export function SignInPage() {
  const { t } = useTranslation();
  const boot = useQuery(bootQuery);
  const go = useGo();
  const { enter, challenge, again } = useEnter();
  const [login, setLogin] = useState('');
  const [password, setPassword] = useState('');
  const byPassword = useMutation({
    mutationFn: (who: { login: string; password: string }) => signIn(who.login, who.password),
    onSuccess: enter,
  });
  const byPasskey = useMutation({ mutationFn: signInWithPasskey, onSuccess: enter });

  const signedIn = Boolean(boot.data?.session);
  useEffect(() => {
    if (signedIn) go(safeNext(new URLSearchParams(window.location.search).get('next')), { replace: true });
  }, [signedIn, go]);

  const submit = (event: FormEvent) => {
    event.preventDefault();
    byPassword.mutate({ login: login.trim(), password });
  };
  const refused = byPasskey.error && !passkeyCancelled(byPasskey.error) ? byPasskey.error : byPassword.error;
  const wait = refused instanceof ApiError ? Math.ceil(refused.retryAfter / 60) : 0;
  const demo = boot.data?.demo ? (boot.data.demo_sign_ins ?? []) : [];
  if (challenge) return <SecondStep challenge={challenge} enter={enter} again={again} />;
  return (
    <EntryFrame title={t('signin:title')}>
      <form className={css.form} onSubmit={submit}>
        <Field label={t('signin:login')}>
          {(props) => (
            <Input
              {...props}
              size="large"
              type="email"
              autoComplete="username webauthn"
              value={login}
              onChange={(event) => setLogin(event.target.value)}
            />
          )}
        </Field>
        <Field label={t('shell:password')}>
          {(props) => (
            <Input.Password
              {...props}
              size="large"
              autoComplete="current-password"
              value={password}
              onChange={(event) => setPassword(event.target.value)}
            />
          )}
        </Field>
        <FormError error={refused} />
        {wait > 0 && <p>{t('signin:wait', { count: wait })}</p>}
        <Button type="primary" size="large" htmlType="submit" block loading={byPassword.isPending}>
          {t('shell:continue')}
        </Button>
        <PathLink to={paths.forgot} className={css.link}>
          {t('signin:forgot')}
        </PathLink>
      </form>
      {(passkeysPossible() || boot.data?.company_sign_in) && <div className={css.or}>{t('signin:or')}</div>}
      {passkeysPossible() && (
        <Button
          size="large"
          block
          icon={<KeyOutlined aria-hidden />}
          loading={byPasskey.isPending}
          onClick={() => byPasskey.mutate()}
        >
          {t('signin:passkey')}
        </Button>
      )}
      {boot.data?.company_sign_in && (
        <Button size="large" block onClick={() => go(paths.company + window.location.search)}>
          {t('signin:company')}
        </Button>
      )}
      {demo.length > 0 && (
        <DemoSignIns people={demo} busy={byPassword.isPending} choose={(one) => byPassword.mutate(one)} />
      )}
    </EntryFrame>
  );
}
