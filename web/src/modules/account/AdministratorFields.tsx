import { Input } from 'antd';
import { useTranslation } from 'react-i18next';
import type { SetupInput } from '@/api/types';
import { Field } from '@/ui/Field';
import { BothNames } from './BothNames';
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
      <BothNames
        value={value}
        onChange={onChange}
        errors={errors}
        name={t('setup:admin_name')}
        nameZh={t('setup:admin_name_zh')}
      />
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
