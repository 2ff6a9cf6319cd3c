import { Input } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Provider } from '@/api/sso';
import { Field } from '@/ui/Field';
import type { Filled } from './ProviderForm';

export interface FieldsProps {
  one?: Provider;
  form: Filled;
  set: (part: Partial<Filled>) => void;
  errors: Record<string, string>;
}

/** What OpenID Connect needs. */
export function TokenFields({ one, form, set, errors }: FieldsProps) {
  const { t } = useTranslation();
  const texts = [
    { key: 'issuer', label: t('sso:issuer'), help: t('sso:issuer_help') },
    { key: 'client_id', label: t('sso:client'), help: undefined },
  ] as const;
  return (
    <>
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
            value={form.client_secret}
            onChange={(event) => set({ client_secret: event.target.value })}
          />
        )}
      </Field>
    </>
  );
}
