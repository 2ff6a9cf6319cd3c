import { Input } from 'antd';
import { useTranslation } from 'react-i18next';
import { Field } from '@/ui/Field';

interface Props {
  label: string;
  value: string;
  onChange: (value: string) => void;
  error?: string;
  /** Characters; fewer where a second factor stands beside it. */
  least?: number;
}

export const shortestPassword = 15;
export const shortestBeside = 8;

/** A new password: long rather than strange. */
export function PasswordField({ label, value, onChange, error, least = shortestPassword }: Props) {
  const { t } = useTranslation();
  return (
    <Field label={label} help={t('signin:password_help', { count: least })} error={error}>
      {(props) => (
        <Input.Password
          {...props}
          size="large"
          autoComplete="new-password"
          value={value}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Field>
  );
}
