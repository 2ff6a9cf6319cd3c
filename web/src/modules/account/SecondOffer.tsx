import { KeyOutlined, MobileOutlined } from '@ant-design/icons';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { addPasskey, passkeyCancelled, passkeysPossible } from '@/api/session';
import { FormError } from '@/ui/FormError';
import { useFreshAct } from '@/ui/useFreshAct';
import { ConnectAuthenticator } from './ConnectAuthenticator';
import { deviceName } from './device';
import { EntryFrame } from './EntryFrame';
import css from './EntryFrame.module.css';
import { RecoveryCodes } from './RecoveryCodes';
import { refreshFactors } from './refresh';

/** A passkey or an app, and the codes that stand in for it. */
export function SecondOffer({ done }: { done: () => void }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const { run, dialog } = useFreshAct();
  const [connecting, setConnecting] = useState(false);
  const [codes, setCodes] = useState<string[]>([]);
  const gained = (made: string[]) => {
    refreshFactors(client);
    setCodes(made);
    if (made.length === 0) done();
  };
  const add = useMutation({ mutationFn: () => addPasskey(deviceName(navigator.userAgent)), onSuccess: gained });
  const refused = add.error && !passkeyCancelled(add.error) ? add.error : null;
  if (codes.length > 0) {
    return (
      <EntryFrame title={t('account:codes_title')}>
        <RecoveryCodes codes={codes} done={done} />
      </EntryFrame>
    );
  }
  if (connecting) {
    return (
      <EntryFrame title={t('account:app')}>
        <ConnectAuthenticator done={gained} cancel={() => setConnecting(false)} />
      </EntryFrame>
    );
  }
  return (
    <EntryFrame title={t('account:offer_title')} text={t('account:offer_text')}>
      {dialog}
      <div className={css.form}>
        <FormError error={refused} />
        {passkeysPossible() && (
          <Button
            type="primary"
            size="large"
            block
            icon={<KeyOutlined aria-hidden />}
            loading={add.isPending}
            onClick={() => run(() => add.mutate())}
          >
            {t('me:passkey_add')}
          </Button>
        )}
        <Button size="large" block icon={<MobileOutlined aria-hidden />} onClick={() => run(() => setConnecting(true))}>
          {t('account:offer_app')}
        </Button>
        <Button type="text" size="large" block onClick={done}>
          {t('setup:passkey_later')}
        </Button>
      </div>
    </EntryFrame>
  );
}
