import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Checkbox, Input, InputNumber, Segmented, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useOrg } from '@/api/org';
import { addReceiver, changeReceiver, type Receiver, type ReceiverFields, type RecordGroup } from '@/api/receivers';
import { Field } from '@/ui/Field';
import { FormDialog } from '@/ui/FormDialog';
import { FormError } from '@/ui/FormError';
import { useFreshAct } from '@/ui/useFreshAct';
import { fieldErrors } from '@/ui/useProblem';
import css from './ReceiversPage.module.css';

interface Props {
  one?: Receiver;
  groups: RecordGroup[];
  onClose: () => void;
}

const empty: ReceiverFields = {
  name: '',
  host: '',
  port: 6514,
  format: 'ocsf',
  groups: [],
  bodies: false,
  ca: '',
  cert: '',
  key: '',
};

function fieldsOf(one: Receiver): ReceiverFields {
  const { name, host, port, format, groups, bodies, ca, cert } = one;
  return { name, host, port, format, groups: groups ?? [], bodies, ca, cert, key: '' };
}

/** Where a receiver is, how it is spoken to and what it gets. */
export function ReceiverForm({ one, groups, onClose }: Props) {
  const { t } = useTranslation();
  const { id: org } = useOrg();
  const client = useQueryClient();
  const fresh = useFreshAct(t('receivers:fresh_text'));
  const [form, setForm] = useState(one ? fieldsOf(one) : empty);
  const [earlier, setEarlier] = useState(false);
  const set = (change: Partial<ReceiverFields>) => setForm((had) => ({ ...had, ...change }));
  const save = useMutation({
    mutationFn: () => (one ? changeReceiver(org, one.id, form, one.version) : addReceiver(org, form, earlier)),
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: ['o', org, 'record'] });
      onClose();
    },
  });
  const errors = Object.fromEntries(fieldErrors(save.error).map((fault) => [fault.name, fault.message]));
  return (
    <FormDialog
      title={one ? t('receivers:change') : t('receivers:add')}
      okText={one ? t('shell:save') : t('receivers:add')}
      ready={form.name.trim() !== '' && form.host.trim() !== '' && form.port > 0}
      busy={save.isPending}
      wide
      onOk={() => fresh.run(() => save.mutate())}
      onClose={onClose}
    >
      <div className={css.form}>
        <FormError error={save.error} />
        <Field label={t('receivers:name')} error={errors.name}>
          {(props) => (
            <Input
              {...props}
              maxLength={80}
              value={form.name}
              onChange={(event) => set({ name: event.target.value })}
            />
          )}
        </Field>
        <div className={css.line}>
          <Field label={t('receivers:host')} help={t('receivers:host_help')} error={errors.host}>
            {(props) => (
              <Input
                {...props}
                maxLength={253}
                spellCheck={false}
                placeholder="siem.example.com"
                value={form.host}
                onChange={(event) => set({ host: event.target.value })}
              />
            )}
          </Field>
          <Field label={t('receivers:port')} error={errors.port}>
            {(props) => (
              <InputNumber
                {...props}
                min={1}
                max={65535}
                controls={false}
                value={form.port}
                onChange={(port) => set({ port: port ?? 0 })}
              />
            )}
          </Field>
        </div>
        <Field label={t('receivers:format')} help={t('receivers:format_help')}>
          {({ id }) => (
            <Segmented<ReceiverFields['format']>
              id={id}
              value={form.format}
              options={[
                { value: 'ocsf', label: 'OCSF 1.8.0' },
                { value: 'cef', label: 'CEF' },
              ]}
              onChange={(format) => set({ format })}
            />
          )}
        </Field>
        <Field label={t('receivers:gets')} error={errors.groups}>
          {({ id }) => (
            <Select
              id={id}
              mode="multiple"
              allowClear
              placeholder={t('receivers:all')}
              options={groups.map((group) => ({ value: group.group, label: group.title }))}
              value={form.groups}
              onChange={(wanted) => set({ groups: wanted })}
            />
          )}
        </Field>
        <Checkbox checked={form.bodies} onChange={(event) => set({ bodies: event.target.checked })}>
          {t('receivers:bodies')}
        </Checkbox>
        {!one && (
          <Checkbox checked={earlier} onChange={(event) => setEarlier(event.target.checked)}>
            {t('receivers:earlier')}
          </Checkbox>
        )}
        <Certificates form={form} errors={errors} kept={Boolean(one?.cert)} set={set} />
      </div>
      {fresh.dialog}
    </FormDialog>
  );
}

interface CertificateProps {
  form: ReceiverFields;
  errors: Record<string, string>;
  kept: boolean;
  set: (change: Partial<ReceiverFields>) => void;
}

function Certificates({ form, errors, kept, set }: CertificateProps) {
  const { t } = useTranslation();
  const texts = [
    { name: 'ca', label: t('receivers:ca'), help: t('receivers:ca_help') },
    { name: 'cert', label: t('receivers:cert'), help: t('receivers:cert_help') },
    { name: 'key', label: t('receivers:key'), help: kept ? t('receivers:key_kept') : t('receivers:key_help') },
  ] as const;
  return (
    <details open={Boolean(form.ca || form.cert || errors.ca || errors.cert)}>
      <summary>{t('receivers:certificates')}</summary>
      <div className={css.form}>
        {texts.map((one) => (
          <Field key={one.name} optional label={one.label} help={one.help} error={errors[one.name]}>
            {(props) => (
              <Input.TextArea
                {...props}
                className={css.pem}
                autoSize={{ minRows: 2, maxRows: 5 }}
                spellCheck={false}
                autoComplete="off"
                placeholder="-----BEGIN"
                value={form[one.name]}
                onChange={(event) => set({ [one.name]: event.target.value })}
              />
            )}
          </Field>
        ))}
      </div>
    </details>
  );
}
