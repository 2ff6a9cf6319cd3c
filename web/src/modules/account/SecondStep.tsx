import { KeyOutlined } from '@ant-design/icons';
import { useMutation } from '@tanstack/react-query';
import { Button, Input } from 'antd';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { finishSignIn, passkeyCancelled, passkeysPossible, signInWithPasskey } from '@/api/session';
import type { Challenge, SignedIn } from '@/api/types';
import { Field } from '@/ui/Field';
import { FormError } from '@/ui/FormError';
import { fieldErrors } from '@/ui/useProblem';
import { EntryFrame } from './EntryFrame';
import css from './EntryFrame.module.css';

interface Props {
  challenge: Challenge;
  enter: (answer: SignedIn) => void;
  again: () => void;
}

/** The password was right; a code or a passkey finishes the sign-in. */
export function SecondStep({ challenge, enter, again }: Props) {
  const { t } = useTranslation();
  const [code, setCode] = useState('');
  const form = useRef<HTMLFormElement>(null);
  const byCode = useMutation({ mutationFn: () => finishSignIn(challenge.token, code), onSuccess: enter });
  const byPasskey = useMutation({ mutationFn: signInWithPasskey, onSuccess: enter });
  useEffect(() => form.current?.querySelector('input')?.focus(), []);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    byCode.mutate();
  };
  const wrong = fieldErrors(byCode.error)[0]?.message;
  const refused = byPasskey.error && !passkeyCancelled(byPasskey.error) ? byPasskey.error : wrong ? null : byCode.error;
  const text = challenge.authenticator ? t('signin:second_text') : t('signin:second_passkey_text');
  return (
    <EntryFrame title={t('signin:second_title')} text={text}>
      {challenge.passkey && passkeysPossible() && (
        <Button
          size="large"
          block
          icon={<KeyOutlined aria-hidden />}
          loading={byPasskey.isPending}
          onClick={() => byPasskey.mutate()}
        >
          {t('signin:passkey')}
        </Button>
      )}
      <form className={css.form} onSubmit={submit} ref={form}>
        <Field label={t('signin:code')} help={t('signin:code_help')} error={wrong}>
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
        <FormError error={refused} />
        <Button
          type="primary"
          size="large"
          block
          htmlType="submit"
          loading={byCode.isPending}
          disabled={code.trim().length < 6}
        >
          {t('signin:title')}
        </Button>
        <Button type="text" size="large" block onClick={again}>
          {t('signin:second_again')}
        </Button>
      </form>
    </EntryFrame>
  );
}
