import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { mailDomainsQuery, putMailDomains } from '@/api/directory';
import { useOrg } from '@/api/org';
import { Field } from '@/ui/Field';
import { FormDialog } from '@/ui/FormDialog';
import { FormError } from '@/ui/FormError';
import { fieldErrors } from '@/ui/useProblem';

/** Whose addresses may sign in. */
export function MailDomains() {
  const { t } = useTranslation();
  const { may } = useOrg();
  const [open, setOpen] = useState(false);
  if (!may('directory.mail.write')) return null;
  return (
    <>
      <Button onClick={() => setOpen(true)}>{t('directory:mail_domains')}</Button>
      {open && <MailDomainsDialog close={() => setOpen(false)} />}
    </>
  );
}

function MailDomainsDialog({ close }: { close: () => void }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const { id } = useOrg();
  const client = useQueryClient();
  const kept = useQuery(mailDomainsQuery(id));
  const [changed, setChanged] = useState<string[] | null>(null);
  const value = changed ?? kept.data?.domains ?? [];
  const save = useMutation({
    mutationFn: () => putMailDomains(id, value),
    onSuccess: (made) => {
      client.setQueryData(mailDomainsQuery(id).queryKey, made);
      void message.success(t('directory:mail_domains_saved'));
      close();
    },
  });
  const wrong = fieldErrors(save.error)[0]?.message;
  return (
    <FormDialog
      title={t('directory:mail_domains')}
      okText={t('directory:mail_domains_save')}
      ready={kept.isSuccess}
      busy={save.isPending}
      onOk={() => save.mutate()}
      onClose={close}
    >
      <Field label={t('directory:mail_domains_label')} help={t('directory:mail_domains_text')} error={wrong}>
        {(props) => (
          <Select
            {...props}
            mode="tags"
            open={false}
            suffixIcon={null}
            style={{ inlineSize: '100%' }}
            tokenSeparators={[',', ' ', ';']}
            placeholder="harbour.com.hk"
            value={value}
            onChange={setChanged}
          />
        )}
      </Field>
      {!wrong && <FormError error={kept.error ?? save.error} />}
    </FormDialog>
  );
}
