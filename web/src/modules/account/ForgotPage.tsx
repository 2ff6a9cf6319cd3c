import { useMutation, useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { askReset, bootQuery } from '@/api/session';
import { useGo } from '@/ui/navigation';
import { PathLink } from '@/ui/PathLink';
import { paths } from '@/ui/paths';
import { EntryFrame } from './EntryFrame';
import css from './EntryFrame.module.css';
import { LoginForm } from './LoginForm';

/** The answer is the same whether or not the sign-in name exists. */
export function ForgotPage() {
  const { t } = useTranslation();
  const go = useGo();
  const mail = useQuery(bootQuery).data?.mail;
  const ask = useMutation({ mutationFn: askReset });
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
        text={mail ? t('signin:forgot_sent', { login: ask.variables }) : t('signin:forgot_none')}
      >
        {back}
      </EntryFrame>
    );
  }
  return (
    <EntryFrame title={t('signin:forgot_title')} text={t('signin:forgot_text')}>
      <LoginForm
        label={t('signin:login')}
        does={t('signin:forgot_send')}
        busy={ask.isPending}
        error={ask.error}
        submit={ask.mutate}
      >
        {back}
      </LoginForm>
    </EntryFrame>
  );
}
