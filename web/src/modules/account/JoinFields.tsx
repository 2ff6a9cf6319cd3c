import { Input } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Door, Session } from '@/api/types';
import { Field } from '@/ui/Field';
import { useFormat } from '@/ui/useFormat';
import { BothNames } from './BothNames';
import css from './EntryFrame.module.css';
import { PasswordField } from './PasswordField';

export interface Joiner {
  name: string;
  name_zh: string;
  email: string;
  phone: string;
  password: string;
}

interface Props {
  value: Joiner;
  onChange: (value: Joiner) => void;
  errors: Record<string, string>;
  door: Door;
  /** Somebody signed in asks with the account they have. */
  account?: Session['account'];
}

/** What somebody writes about themselves who asks to join. */
export function JoinFields({ value, onChange, errors, door, account }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const domains = door.domains ?? [];
  return (
    <>
      {door.department && <p>{t('join:department', { name: format.person(door.department) })}</p>}
      {account && <p>{t('join:as', { login: account.login })}</p>}
      <BothNames value={value} onChange={onChange} errors={errors} name={t('join:name')} nameZh={t('join:name_zh')} />
      {!account && (
        <Field
          label={t('join:email')}
          error={errors.email}
          help={domains.length > 0 ? t('join:email_domains', { domains: domains.join(', ') }) : t('join:email_help')}
        >
          {(props) => (
            <Input
              {...props}
              size="large"
              type="email"
              autoComplete="username"
              value={value.email}
              onChange={(event) => onChange({ ...value, email: event.target.value })}
            />
          )}
        </Field>
      )}
      <Field label={t('join:phone')} optional error={errors.phone}>
        {(props) => (
          <Input
            {...props}
            size="large"
            type="tel"
            autoComplete="tel"
            placeholder="9123 4567"
            value={value.phone}
            onChange={(event) => onChange({ ...value, phone: event.target.value })}
          />
        )}
      </Field>
      {!account && (
        <PasswordField
          label={t('signin:new_password')}
          value={value.password}
          onChange={(password) => onChange({ ...value, password })}
          error={errors.password}
        />
      )}
      {account && errors.email && <p className={css.text}>{errors.email}</p>}
    </>
  );
}
