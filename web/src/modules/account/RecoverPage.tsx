import { useMutation } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { Button, Input } from 'antd';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { askRecovery } from '@/api/recovery';
import { Field } from '@/ui/Field';
import { FormError } from '@/ui/FormError';
import { useGo } from '@/ui/navigation';
import { paths } from '@/ui/paths';
import { EntryFrame } from './EntryFrame';
import css from './EntryFrame.module.css';
import { RecoverSteps } from './RecoverSteps';

/** For whoever lost password and second factor: ask, then follow the request. */
export function RecoverPage() {
  const { t } = useTranslation();
  const { token } = useParams({ strict: false });
  const go = useGo();
  const [login, setLogin] = useState('');
  const ask = useMutation({
    mutationFn: () => askRecovery(login.trim()),
    onSuccess: (made) => go(paths.recover(made), { replace: true }),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    ask.mutate();
  };
  if (token) return <RecoverSteps token={token} />;
  return (
    <EntryFrame title={t('account:recover_title')} text={t('account:recover_text')}>
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
          {t('account:recover_ask')}
        </Button>
        <Button type="text" size="large" block onClick={() => go(paths.signIn)}>
          {t('shell:back')}
        </Button>
      </form>
    </EntryFrame>
  );
}
