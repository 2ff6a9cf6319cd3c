import { useMutation } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { Button } from 'antd';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { resetPassword } from '@/api/session';
import { FormError } from '@/ui/FormError';
import { fieldErrors } from '@/ui/useProblem';
import { EntryFrame } from './EntryFrame';
import css from './EntryFrame.module.css';
import { PasswordField } from './PasswordField';
import { SecondStep } from './SecondStep';
import { useEnter } from './useEnter';

/** Where a link to a new password leads. */
export function ResetPage() {
  const { t } = useTranslation();
  const { token = '' } = useParams({ strict: false });
  const { enter, challenge, again } = useEnter();
  const [password, setPassword] = useState('');
  const save = useMutation({ mutationFn: () => resetPassword(token, password), onSuccess: enter });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate();
  };
  const wrong = fieldErrors(save.error)[0]?.message;
  if (challenge) return <SecondStep challenge={challenge} enter={enter} again={again} />;
  return (
    <EntryFrame title={t('signin:reset_title')}>
      <form className={css.form} onSubmit={submit}>
        <PasswordField label={t('signin:new_password')} value={password} onChange={setPassword} error={wrong} />
        {!wrong && <FormError error={save.error} />}
        <Button type="primary" size="large" block htmlType="submit" loading={save.isPending} disabled={!password}>
          {t('signin:reset_save')}
        </Button>
      </form>
    </EntryFrame>
  );
}
