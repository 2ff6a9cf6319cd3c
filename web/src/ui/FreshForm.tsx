import { KeyOutlined } from '@ant-design/icons';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Input } from 'antd';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { bootQuery, passkeyCancelled, passkeysPossible, proveFresh, proveFreshByPasskey } from '@/api/session';
import type { Boot, Session } from '@/api/types';
import { Field } from './Field';
import { FormError } from './FormError';
import css from './FreshForm.module.css';

interface Props {
  /** Called once the server has the proof; the kept session is up to date by then. */
  done?: () => void;
}

/** Proves presence with what the account has: the password, a code beside it, or a passkey alone. */
export function FreshForm({ done }: Props) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const factors = useQuery(bootQuery).data?.session?.second_factor;
  const [password, setPassword] = useState('');
  const [code, setCode] = useState('');
  const onSuccess = (session: Session) => {
    client.setQueryData(bootQuery.queryKey, (boot: Boot | undefined) => boot && { ...boot, session });
    // What a person may do hangs on what was proved.
    void client.invalidateQueries({ predicate: (query) => query.queryKey[2] === 'me' });
    done?.();
  };
  const prove = useMutation({ mutationFn: () => proveFresh(password, code), onSuccess });
  const byPasskey = useMutation({ mutationFn: proveFreshByPasskey, onSuccess });
  // An account that was made with a passkey has no password until one is chosen.
  const worded = factors?.password !== false;
  const coded = Boolean(factors && (factors.authenticator || factors.passkeys > 0));
  const refused = byPasskey.error && !passkeyCancelled(byPasskey.error) ? byPasskey.error : prove.error;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    prove.mutate();
  };
  return (
    <form className={css.form} onSubmit={submit}>
      {worded && (
        <Field label={t('shell:password')}>
          {(props) => (
            <Input.Password
              {...props}
              size="large"
              autoComplete="current-password"
              value={password}
              onChange={(event) => setPassword(event.target.value)}
            />
          )}
        </Field>
      )}
      {worded && coded && (
        <Field label={t('signin:code')} help={t('signin:code_help')}>
          {(props) => (
            <Input
              {...props}
              size="large"
              autoComplete="one-time-code"
              value={code}
              onChange={(event) => setCode(event.target.value)}
            />
          )}
        </Field>
      )}
      <FormError error={refused} />
      {worded && (
        <Button
          type="primary"
          size="large"
          htmlType="submit"
          loading={prove.isPending}
          disabled={!password || (coded && !code.trim())}
        >
          {t('shell:continue')}
        </Button>
      )}
      {passkeysPossible() && (factors?.passkeys ?? 0) > 0 && (
        <Button
          type={worded ? 'default' : 'primary'}
          size="large"
          icon={<KeyOutlined aria-hidden />}
          loading={byPasskey.isPending}
          onClick={() => byPasskey.mutate()}
        >
          {t('signin:passkey')}
        </Button>
      )}
    </form>
  );
}
