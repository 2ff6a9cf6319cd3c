import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useOrg } from '@/api/org';
import { addProvider, changeProvider, type Provider, providersQuery } from '@/api/sso';
import { Field } from '@/ui/Field';
import { FormDialog } from '@/ui/FormDialog';
import { FormError } from '@/ui/FormError';
import { SwitchLine } from '@/ui/SwitchLine';
import { useFreshAct } from '@/ui/useFreshAct';
import { fieldErrors } from '@/ui/useProblem';
import css from './SsoPage.module.css';

/** What is asked of a provider, and what is believed of it. */
export function ProviderForm({ one, close }: { one?: Provider; close: () => void }) {
  const { t } = useTranslation();
  const { id: org } = useOrg();
  const client = useQueryClient();
  const fresh = useFreshAct(t('sso:fresh_text'));
  const [form, setForm] = useState({
    name: one?.name ?? '',
    issuer: one?.issuer ?? '',
    client_id: one?.client_id ?? '',
    stands_in: one?.stands_in ?? false,
    trusts_mail: one?.trusts_mail ?? false,
  });
  const [secret, setSecret] = useState('');
  const set = (part: Partial<typeof form>) => setForm({ ...form, ...part });
  const save = useMutation({
    mutationFn: () => {
      const input = secret || !one ? { ...form, client_secret: secret } : form;
      return one ? changeProvider(org, one.id, input) : addProvider(org, input);
    },
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: providersQuery(org).queryKey });
      close();
    },
  });
  const errors = Object.fromEntries(fieldErrors(save.error).map((fault) => [fault.name, fault.message]));
  const texts = [
    { key: 'name', label: t('sso:name'), help: undefined },
    { key: 'issuer', label: t('sso:issuer'), help: t('sso:issuer_help') },
    { key: 'client_id', label: t('sso:client'), help: undefined },
  ] as const;
  return (
    <FormDialog
      title={one ? t('sso:change_title') : t('sso:add')}
      okText={one ? t('shell:save') : t('sso:add')}
      ready={form.name.trim() !== '' && form.issuer.trim() !== '' && form.client_id.trim() !== ''}
      busy={save.isPending}
      wide
      onOk={() => fresh.run(() => save.mutate())}
      onClose={close}
    >
      <div className={css.form}>
        <FormError error={save.error} />
        {texts.map((field) => (
          <Field key={field.key} label={field.label} help={field.help} error={errors[field.key]}>
            {(props) => (
              <Input
                {...props}
                spellCheck={false}
                autoComplete="off"
                value={form[field.key]}
                onChange={(event) => set({ [field.key]: event.target.value })}
              />
            )}
          </Field>
        ))}
        <Field
          label={t('sso:secret')}
          optional={one?.has_secret}
          help={one?.has_secret ? t('sso:secret_kept') : t('sso:secret_help')}
          error={errors.client_secret}
        >
          {(props) => (
            <Input.Password
              {...props}
              autoComplete="new-password"
              value={secret}
              onChange={(event) => setSecret(event.target.value)}
            />
          )}
        </Field>
        <SwitchLine label={t('sso:trusts_mail')} on={form.trusts_mail} set={(on) => set({ trusts_mail: on })} />
        <SwitchLine label={t('sso:stands_in')} on={form.stands_in} set={(on) => set({ stands_in: on })} />
      </div>
      {fresh.dialog}
    </FormDialog>
  );
}
