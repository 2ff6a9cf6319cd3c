import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Input, Segmented } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useOrg } from '@/api/org';
import { addProvider, changeProvider, type Provider, type ProviderInput, providersQuery } from '@/api/sso';
import { Field } from '@/ui/Field';
import { FormDialog } from '@/ui/FormDialog';
import { FormError } from '@/ui/FormError';
import { SwitchLine } from '@/ui/SwitchLine';
import { useFreshAct } from '@/ui/useFreshAct';
import { fieldErrors } from '@/ui/useProblem';
import { AssertionFields } from './AssertionFields';
import css from './SsoPage.module.css';
import { TokenFields } from './TokenFields';

/** What an administrator has filled in so far. */
export interface Filled {
  kind: 'oidc' | 'saml';
  name: string;
  issuer: string;
  client_id: string;
  client_secret: string;
  metadata_url: string;
  metadata: string;
  stands_in: boolean;
  trusts_mail: boolean;
}

const begun = (one?: Provider): Filled => ({
  kind: one?.kind ?? 'oidc',
  name: one?.name ?? '',
  issuer: one?.issuer ?? '',
  client_id: one?.client_id ?? '',
  client_secret: '',
  metadata_url: one?.metadata_url ?? '',
  metadata: '',
  stands_in: one?.stands_in ?? false,
  trusts_mail: one?.trusts_mail ?? false,
});

const complete = (form: Filled, one?: Provider) => {
  if (form.name.trim() === '') return false;
  if (form.kind === 'saml') return Boolean(one) || form.metadata_url.trim() !== '' || form.metadata.trim() !== '';
  return form.issuer.trim() !== '' && form.client_id.trim() !== '';
};

/** Only what belongs to the kind; a secret that is left empty stays as it is kept. */
const input = (form: Filled, one?: Provider): ProviderInput => {
  const { kind, name, stands_in, trusts_mail, issuer, client_id, client_secret, metadata_url, metadata } = form;
  if (kind === 'saml') return { kind, name, stands_in, trusts_mail, metadata_url, metadata };
  const secret = client_secret || !one ? { client_secret } : {};
  return { kind, name, stands_in, trusts_mail, issuer, client_id, ...secret };
};

/** What is asked of a provider, and what is believed of it. */
export function ProviderForm({ one, close }: { one?: Provider; close: () => void }) {
  const { t } = useTranslation();
  const { id: org } = useOrg();
  const client = useQueryClient();
  const fresh = useFreshAct(t('sso:fresh_text'));
  const [form, setForm] = useState(() => begun(one));
  const set = (part: Partial<Filled>) => setForm((before) => ({ ...before, ...part }));
  const save = useMutation({
    mutationFn: () => (one ? changeProvider(org, one.id, input(form, one)) : addProvider(org, input(form))),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: providersQuery(org).queryKey });
      close();
    },
  });
  const errors = Object.fromEntries(fieldErrors(save.error).map((fault) => [fault.name, fault.message]));
  const Fields = form.kind === 'saml' ? AssertionFields : TokenFields;
  return (
    <FormDialog
      title={one ? t('sso:change_title') : t('sso:add')}
      okText={one ? t('shell:save') : t('sso:add')}
      ready={complete(form, one)}
      busy={save.isPending}
      wide
      onOk={() => fresh.run(() => save.mutate())}
      onClose={close}
    >
      <div className={css.form}>
        <FormError error={save.error} />
        {!one && (
          <Segmented<Filled['kind']>
            block
            aria-label={t('sso:kind')}
            value={form.kind}
            options={[
              { value: 'oidc', label: t('sso:oidc') },
              { value: 'saml', label: t('sso:saml') },
            ]}
            // SAML has no word for verified addresses: without this nobody would be known the first time.
            onChange={(kind) => set({ kind, trusts_mail: kind === 'saml' })}
          />
        )}
        <Field label={t('sso:name')} error={errors.name}>
          {(props) => (
            <Input
              {...props}
              spellCheck={false}
              autoComplete="off"
              value={form.name}
              onChange={(event) => set({ name: event.target.value })}
            />
          )}
        </Field>
        <Fields one={one} form={form} set={set} errors={errors} />
        <SwitchLine
          label={form.kind === 'saml' ? t('sso:trusts_mail_saml') : t('sso:trusts_mail')}
          on={form.trusts_mail}
          set={(on) => set({ trusts_mail: on })}
        />
        <SwitchLine label={t('sso:stands_in')} on={form.stands_in} set={(on) => set({ stands_in: on })} />
      </div>
      {fresh.dialog}
    </FormDialog>
  );
}
