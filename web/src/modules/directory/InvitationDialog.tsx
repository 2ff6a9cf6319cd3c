import { useMutation } from '@tanstack/react-query';
import { Button, Input, Modal } from 'antd';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { invite } from '@/api/directory';
import { useOrg } from '@/api/org';
import type { Person } from '@/api/types';
import { copyText } from '@/ui/copy';
import { Field } from '@/ui/Field';
import { FormError } from '@/ui/FormError';
import { useFormat } from '@/ui/useFormat';
import css from './PersonForm.module.css';

export function InvitationDialog({ person, onClose }: { person: Person; onClose: () => void }) {
  const { t } = useTranslation();
  const { id: org } = useOrg();
  const format = useFormat();
  const [copied, setCopied] = useState(false);
  const { mutate, data, error, isPending } = useMutation({ mutationFn: () => invite(org, person.id) });
  useEffect(() => mutate(), [mutate]);
  const link = data ? new URL(data.link, window.location.origin).href : '';
  return (
    <Modal
      open
      title={t('directory:invite_title', { name: format.person(person) })}
      onCancel={onClose}
      footer={<Button onClick={onClose}>{t('shell:close')}</Button>}
    >
      <div className={css.form}>
        <p>{data?.mailed ? t('directory:invite_mailed', { email: person.email }) : t('directory:invite_text')}</p>
        <FormError error={error} />
        <Field
          label={t('directory:invite_link')}
          help={data && t('directory:invite_until', { date: format.dateTime(data.expires_at) })}
        >
          {(props) => (
            <div className={css.link}>
              <Input
                {...props}
                readOnly
                value={isPending ? t('shell:loading') : link}
                onFocus={(event) => event.target.select()}
              />
              <Button type="primary" disabled={!link} onClick={async () => setCopied(await copyText(link))}>
                {copied ? t('shell:copied') : t('shell:copy')}
              </Button>
            </div>
          )}
        </Field>
      </div>
    </Modal>
  );
}
