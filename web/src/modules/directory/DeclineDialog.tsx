import { Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Field } from '@/ui/Field';
import { FormDialog } from '@/ui/FormDialog';
import { FormError } from '@/ui/FormError';

interface Props {
  count: number;
  busy: boolean;
  error: unknown;
  decline: (reason: string) => void;
  onClose: () => void;
}

/** Why somebody does not join; they are told. */
export function DeclineDialog({ count, busy, error, decline, onClose }: Props) {
  const { t } = useTranslation();
  const [reason, setReason] = useState('');
  return (
    <FormDialog
      title={t('join:decline_title', { count })}
      okText={t('join:decline')}
      ready
      busy={busy}
      onOk={() => decline(reason.trim())}
      onClose={onClose}
    >
      <FormError error={error} />
      <Field label={t('join:reason')} optional help={t('join:reason_help')}>
        {(props) => (
          <Input.TextArea
            {...props}
            rows={3}
            maxLength={500}
            value={reason}
            onChange={(event) => setReason(event.target.value)}
          />
        )}
      </Field>
    </FormDialog>
  );
}
