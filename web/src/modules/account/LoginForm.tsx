import { Button, Input } from 'antd';
import { type FormEvent, type ReactNode, useState } from 'react';
import { Field } from '@/ui/Field';
import { FormError } from '@/ui/FormError';
import css from './EntryFrame.module.css';

interface Props {
  label: string;
  /** What the button says. */
  does: string;
  busy: boolean;
  error: unknown;
  submit: (login: string) => void;
  children: ReactNode;
}

/** Asks for a sign-in name and nothing else; what else one can do stands below. */
export function LoginForm({ label, does, busy, error, submit, children }: Props) {
  const [login, setLogin] = useState('');
  const sent = (event: FormEvent) => {
    event.preventDefault();
    submit(login.trim());
  };
  return (
    <form className={css.form} onSubmit={sent}>
      <Field label={label}>
        {(props) => (
          <Input
            {...props}
            size="large"
            type="email"
            autoComplete="username"
            value={login}
            onChange={(event) => setLogin(event.target.value)}
          />
        )}
      </Field>
      <FormError error={error} />
      <Button type="primary" size="large" htmlType="submit" block loading={busy} disabled={!login.trim()}>
        {does}
      </Button>
      {children}
    </form>
  );
}
