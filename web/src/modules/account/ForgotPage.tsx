import { useMutation, useQuery } from '@tanstack/react-query';
import { Button, Input } from 'antd';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { askReset, bootQuery } from '@/api/session';
import { Field } from '@/ui/Field';
import { FormError } from '@/ui/FormError';
import { useGo } from '@/ui/navigation';
import { PathLink } from '@/ui/PathLink';
import { paths } from '@/ui/paths';
import { EntryFrame } from './EntryFrame';
import css from './EntryFrame.module.css';

/** The answer is the same whether or not the sign-in name exists. */
export function ForgotPage() {
  const { t } = useTranslation();
  const go = useGo();
  const mail = useQuery(bootQuery).data?.mail;
  const [login, setLogin] = useState('');
  const ask = useMutation({ mutationFn: () => askReset(login.trim()) });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    ask.mutate();
  };
  const back = (
    <>
      <PathLink to={paths.recover()} className={css.link}>
        {t('account:recover_link')}
      </PathLink>
      <Button type="text" size="large" block onClick={() => go(paths.signIn)}>
        {t('shell:back')}
      </Button>
    </>
  );
  if (ask.isSuccess || !mail) {
    return (
      <EntryFrame
        title={mail ? t('signin:forgot_sent_title') : t('signin:forgot_title')}
        text={mail ? t('signin:forgot_sent', { login: login.trim() }) : t('signin:forgot_none')}
      >
        {back}
      </EntryFrame>
    );
  }
  return (
    <EntryFrame title={t('signin:forgot_title')} text={t('signin:forgot_text')}>
      <form className={css.form} onSubmit={submit}>
        <Field label={t('signin:login')}>
          {(props) => (
            <Input
              {...props}
              size="large"
              type="email"
              autoComplete="username"
              value={login}
              onChange={(event) => setLogin(event.target.value)}
            />
          )}
        </Field>
        <FormError error={ask.error} />
        <Button type="primary" size="large" block htmlType="submit" loading={ask.isPending} disabled={!login.trim()}>
          {t('signin:forgot_send')}
        </Button>
        {back}
      </form>
    </EntryFrame>
  );
}
