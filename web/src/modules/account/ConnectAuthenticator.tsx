import { useMutation } from '@tanstack/react-query';
import { Button, Input } from 'antd';
import { type FormEvent, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { beginAuthenticator, finishAuthenticator } from '@/api/session';
import { Field } from '@/ui/Field';
import { FormError } from '@/ui/FormError';
import { Loading } from '@/ui/Loading';
import { fieldErrors } from '@/ui/useProblem';
import css from './RecoveryCodes.module.css';

interface Props {
  /** With the recovery codes, if the account had none before. */
  done: (codes: string[]) => void;
  cancel: () => void;
}

/** Scan, then prove it with one code: an app that was scanned wrongly would lock its owner out. */
export function ConnectAuthenticator({ done, cancel }: Props) {
  const { t } = useTranslation();
  const [code, setCode] = useState('');
  const { mutate: begin, data: begun, error: notBegun } = useMutation({ mutationFn: beginAuthenticator });
  const finish = useMutation({
    mutationFn: () => finishAuthenticator(begun?.handle ?? '', code.trim()),
    onSuccess: done,
  });
  useEffect(() => begin(), [begin]);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    finish.mutate();
  };
  const wrong = fieldErrors(finish.error)[0]?.message;
  if (notBegun) return <FormError error={notBegun} />;
  if (!begun) return <Loading />;
  return (
    <form className={css.connect} onSubmit={submit}>
      <p>{t('account:app_step_scan')}</p>
      <img src={begun.qr} alt={t('account:app_qr')} />
      <p>
        {t('account:app_secret')}
        <code translate="no">{begun.secret.replace(/(.{4})/g, '$1 ').trim()}</code>
      </p>
      <Field label={t('signin:code')} help={t('account:app_step_code')} error={wrong}>
        {(props) => (
          <Input
            {...props}
            size="large"
            inputMode="numeric"
            autoComplete="one-time-code"
            value={code}
            onChange={(event) => setCode(event.target.value)}
          />
        )}
      </Field>
      {!wrong && <FormError error={finish.error} />}
      <div className={css.buttons}>
        <Button type="primary" htmlType="submit" loading={finish.isPending} disabled={code.trim().length !== 6}>
          {t('account:app_connect')}
        </Button>
        <Button onClick={cancel}>{t('shell:cancel')}</Button>
      </div>
    </form>
  );
}
