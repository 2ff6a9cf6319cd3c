import { useMutation } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { Button } from 'antd';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { acceptInvitation } from '@/api/session';
import { FormError } from '@/ui/FormError';
import { EntryFrame } from './EntryFrame';
import css from './EntryFrame.module.css';
import { PasswordField, shortestPassword } from './PasswordField';
import { useEnter } from './useEnter';

/** A new colleague sets the first password. */
export function InvitationPage() {
  const { t } = useTranslation();
  const { token = '' } = useParams({ strict: false });
  const { enter } = useEnter();
  const [password, setPassword] = useState('');
  const accept = useMutation({ mutationFn: () => acceptInvitation(token, password), onSuccess: enter });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    accept.mutate();
  };
  return (
    <EntryFrame title={t('signin:invitation_title')} text={t('signin:invitation_text')}>
      <form className={css.form} onSubmit={submit}>
        <PasswordField label={t('signin:new_password')} value={password} onChange={setPassword} />
        <FormError error={accept.error} />
        <Button
          type="primary"
          size="large"
          block
          htmlType="submit"
          loading={accept.isPending}
          disabled={password.length < shortestPassword}
        >
          {t('signin:invitation_accept')}
        </Button>
      </form>
    </EntryFrame>
  );
}
