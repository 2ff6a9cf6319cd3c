import { useMutation } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { askRecovery } from '@/api/recovery';
import { useGo } from '@/ui/navigation';
import { paths } from '@/ui/paths';
import { EntryFrame } from './EntryFrame';
import { LoginForm } from './LoginForm';
import { RecoverSteps } from './RecoverSteps';

/** For whoever lost password and second factor: ask, then follow the request. */
export function RecoverPage() {
  const { t } = useTranslation();
  const { token } = useParams({ strict: false });
  const go = useGo();
  const ask = useMutation({
    mutationFn: askRecovery,
    onSuccess: (made) => go(paths.recover(made), { replace: true }),
  });
  if (token) return <RecoverSteps token={token} />;
  return (
    <EntryFrame title={t('account:recover_title')} text={t('account:recover_text')}>
      <LoginForm
        label={t('signin:login')}
        does={t('account:recover_ask')}
        busy={ask.isPending}
        error={ask.error}
        submit={ask.mutate}
      >
        <Button type="text" size="large" block onClick={() => go(paths.signIn)}>
          {t('shell:back')}
        </Button>
      </LoginForm>
    </EntryFrame>
  );
}
