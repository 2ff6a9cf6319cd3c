import { KeyOutlined } from '@ant-design/icons';
import { useMutation } from '@tanstack/react-query';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { type Joined, joinWithPasskey } from '@/api/invited';
import { passkeyCancelled, passkeysPossible } from '@/api/session';
import { FormError } from '@/ui/FormError';
import { deviceName } from './device';
import css from './EntryFrame.module.css';

interface Props {
  token: string;
  done: (joined: Joined) => void;
}

/** The way in without a password, where the browser has one. */
export function JoinByPasskey({ token, done }: Props) {
  const { t } = useTranslation();
  const join = useMutation({
    mutationFn: () => joinWithPasskey(token, deviceName(navigator.userAgent)),
    onSuccess: done,
  });
  if (!passkeysPossible()) return null;
  return (
    <div className={css.other}>
      <p className={css.or}>{t('signin:invitation_or')}</p>
      <Button
        size="large"
        block
        icon={<KeyOutlined aria-hidden />}
        loading={join.isPending}
        onClick={() => join.mutate()}
      >
        {t('signin:invitation_passkey')}
      </Button>
      <p className={css.hint}>{t('signin:invitation_passkey_text')}</p>
      <FormError error={join.error && !passkeyCancelled(join.error) ? join.error : null} />
    </div>
  );
}
