import { Input } from 'antd';
import { useTranslation } from 'react-i18next';
import type { SetupInput } from '@/api/types';
import { Field } from '@/ui/Field';
import { PasswordField } from './PasswordField';

type Admin = SetupInput['admin'];

interface Props {
  value: Admin;
  onChange: (value: Admin) => void;
  errors: Record<string, string>;
}

export function AdministratorFields({ value, onChange, errors }: Props) {
  const { t } = useTranslation();
  return (
    <>
      <Field label={t('setup:admin_name')} error={errors.name}>
        {(props) => (
          <Input
            {...props}
            size="large"
            autoComplete="name"
            placeholder="CHAN Tai Man, Peter"
            value={value.name}
            onChange={(event) => onChange({ ...value, name: event.target.value })}
          />
        )}
      </Field>
      <Field label={t('setup:admin_name_zh')} optional error={errors.name_zh}>
        {(props) => (
          <Input
            {...props}
            size="large"
            lang="zh-HK"
            placeholder="陳大文"
            value={value.name_zh}
            onChange={(event) => onChange({ ...value, name_zh: event.target.value })}
          />
        )}
      </Field>
      <Field label={t('signin:login')} error={errors.login}>
        {(props) => (
          <Input
            {...props}
            size="large"
            type="email"
            autoComplete="username"
            value={value.login}
            onChange={(event) => onChange({ ...value, login: event.target.value })}
          />
        )}
      </Field>
      <PasswordField
        label={t('shell:password')}
        value={value.password}
        onChange={(password) => onChange({ ...value, password })}
        error={errors.password}
      />
    </>
  );
}
