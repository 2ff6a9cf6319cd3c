import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button, Input, Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { guestsKey, inviteGuest } from '@/api/guests';
import { useOrg } from '@/api/org';
import type { MadeGuest } from '@/api/types';
import { Field } from '@/ui/Field';
import { FormDialog } from '@/ui/FormDialog';
import { FormError } from '@/ui/FormError';
import { fieldErrors } from '@/ui/useProblem';
import css from './Guests.module.css';
import { inDays, UntilField } from './UntilField';
import { WayIn } from './WayIn';

/** Somebody from outside is invited into a group. */
export function InviteGuest({ group, onClose }: { group: string; onClose: () => void }) {
  const { t } = useTranslation();
  const { id: org } = useOrg();
  const client = useQueryClient();
  const [input, setInput] = useState({ email: '', name: '', company: '', until: inDays(30) });
  const [made, setMade] = useState<MadeGuest | null>(null);
  const invite = useMutation({
    mutationFn: () => inviteGuest(org, group, input),
    onSuccess: (guest) => {
      setMade(guest);
      void client.invalidateQueries({ queryKey: guestsKey(org) });
    },
  });
  const errors = Object.fromEntries(fieldErrors(invite.error).map((one) => [one.name, one.message]));
  if (made) {
    return (
      <Modal
        open
        title={t('guests:invited_done')}
        onCancel={onClose}
        footer={
          <Button type="primary" onClick={onClose}>
            {t('guests:done')}
          </Button>
        }
      >
        {made.way ? (
          <WayIn way={made.way} email={made.email} />
        ) : (
          <p role="status">{t('guests:waits', { name: made.name })}</p>
        )}
      </Modal>
    );
  }
  const text = (name: 'email' | 'name' | 'company', label: string, help?: string) => (
    <Field label={label} error={errors[name]} help={help}>
      {(props) => (
        <Input
          {...props}
          type={name === 'email' ? 'email' : 'text'}
          maxLength={name === 'email' ? 254 : 120}
          autoComplete="off"
          value={input[name]}
          onChange={({ target }) => setInput((now) => ({ ...now, [name]: target.value }))}
        />
      )}
    </Field>
  );
  return (
    <FormDialog
      title={t('chat:invite_guest')}
      okText={t('guests:invite')}
      ready={[input.email, input.name, input.company].every((one) => one.trim() !== '')}
      busy={invite.isPending}
      onOk={() => invite.mutate()}
      onClose={onClose}
    >
      <div className={css.form}>
        <p className={css.quiet}>{t('guests:invite_explain')}</p>
        <FormError error={invite.error} />
        {text('email', t('guests:email'))}
        {text('name', t('guests:name'))}
        {text('company', t('guests:company'), t('guests:company_help'))}
        <UntilField
          value={input.until}
          error={errors.until}
          onChange={(until) => setInput((now) => ({ ...now, until }))}
        />
      </div>
    </FormDialog>
  );
}
