import { KeyOutlined } from '@ant-design/icons';
import { useMutation } from '@tanstack/react-query';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { addPasskey, passkeyCancelled } from '@/api/session';
import { FormError } from '@/ui/FormError';
import { deviceName } from './device';
import css from './EntryFrame.module.css';

export function PasskeyOffer({ done }: { done: () => void }) {
  const { t } = useTranslation();
  const add = useMutation({ mutationFn: () => addPasskey(deviceName(navigator.userAgent)), onSuccess: done });
  const refused = add.error && !passkeyCancelled(add.error) ? add.error : null;
  return (
    <div className={css.form}>
      <FormError error={refused} />
      <Button
        type="primary"
        size="large"
        block
        icon={<KeyOutlined aria-hidden />}
        loading={add.isPending}
        onClick={() => add.mutate()}
      >
        {t('me:passkey_add')}
      </Button>
      <Button type="text" size="large" block onClick={done}>
        {t('setup:passkey_later')}
      </Button>
    </div>
  );
}
