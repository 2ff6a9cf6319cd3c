import { KeyOutlined } from '@ant-design/icons';
import { useMutation } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Joined, joinWithPasskey } from '@/api/invited';
import { enterJoin } from '@/api/joining';
import { passkeyCancelled, passkeysPossible } from '@/api/session';
import { FormError } from '@/ui/FormError';
import { useGo } from '@/ui/navigation';
import { deviceName } from './device';
import { EntryFrame } from './EntryFrame';
import css from './EntryFrame.module.css';
import { RecoveryCodes } from './RecoveryCodes';
import { useEnter } from './useEnter';

interface Props {
  request: string;
  email: string;
  organisation: string;
}

/** Somebody who asked without a password was let in: a passkey takes them in, or they choose a password after all. */
export function ChooseEntry({ request, email, organisation }: Props) {
  const { t } = useTranslation();
  const go = useGo();
  const { enter } = useEnter();
  const [joined, setJoined] = useState<Joined | null>(null);
  const byKey = useMutation({
    mutationFn: async () => {
      const { invitation_token } = await enterJoin(request);
      return joinWithPasskey(invitation_token, deviceName(navigator.userAgent));
    },
    onSuccess: setJoined,
  });
  const byPassword = useMutation({
    mutationFn: () => enterJoin(request),
    onSuccess: ({ invitation_token }) => go(`/invitation/${encodeURIComponent(invitation_token)}`),
  });
  if (joined) {
    return (
      <EntryFrame title={t('account:codes_title')}>
        <RecoveryCodes codes={joined.recovery_codes} done={() => enter(joined)} />
      </EntryFrame>
    );
  }
  const error = byKey.error && !passkeyCancelled(byKey.error) ? byKey.error : byPassword.error;
  return (
    <EntryFrame title={t('join:accepted_title', { organisation })} text={t('join:choose_text', { email })}>
      {passkeysPossible() && (
        <>
          <Button
            type="primary"
            size="large"
            block
            icon={<KeyOutlined aria-hidden />}
            loading={byKey.isPending}
            onClick={() => byKey.mutate()}
          >
            {t('signin:invitation_passkey')}
          </Button>
          <p className={css.hint}>{t('signin:invitation_passkey_text')}</p>
        </>
      )}
      <FormError error={error} />
      <Button type="text" size="large" block loading={byPassword.isPending} onClick={() => byPassword.mutate()}>
        {t('join:choose_password')}
      </Button>
    </EntryFrame>
  );
}
