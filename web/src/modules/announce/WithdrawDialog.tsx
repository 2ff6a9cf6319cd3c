import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Announcement, announceKey, withdraw } from '@/api/announce';
import { useOrg } from '@/api/org';
import { Field } from '@/ui/Field';
import { FormDialog } from '@/ui/FormDialog';
import { FormError } from '@/ui/FormError';
import css from './Announce.module.css';
import { errorsByPlace } from './draft';

/** Withdrawing can't be undone: the reason is shown to everybody who had it. */
export function WithdrawDialog({ it, close }: { it: Announcement; close: () => void }) {
  const { t } = useTranslation();
  const { id: org } = useOrg();
  const client = useQueryClient();
  const [reason, setReason] = useState('');
  const save = useMutation({
    mutationFn: () => withdraw(org, it.id, reason),
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: announceKey(org) });
      void client.invalidateQueries({ queryKey: ['o', org, 'work'] });
      close();
    },
  });
  return (
    <FormDialog
      title={t('announce:withdraw_title')}
      okText={t('announce:withdraw')}
      ready={reason.trim() !== ''}
      busy={save.isPending}
      onOk={() => save.mutate()}
      onClose={close}
    >
      <div className={css.form}>
        <FormError error={save.error} />
        <p>{t('announce:withdraw_text', { count: it.counts?.receivers ?? 0 })}</p>
        <Field label={t('announce:reason')} error={errorsByPlace(save.error).reason}>
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
      </div>
    </FormDialog>
  );
}
