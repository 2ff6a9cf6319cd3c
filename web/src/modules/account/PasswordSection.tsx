import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button, Input } from 'antd';
import { type FormEvent, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { bootQuery, changePassword } from '@/api/session';
import { Field } from '@/ui/Field';
import { FormError } from '@/ui/FormError';
import { useAddressValues } from '@/ui/navigation';
import { useFreshAct } from '@/ui/useFreshAct';
import { fieldErrors } from '@/ui/useProblem';
import css from './MePage.module.css';
import { PasswordField, shortestBeside, shortestPassword } from './PasswordField';
import { Section } from './Section';

export function PasswordSection() {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const client = useQueryClient();
  const factors = useQuery(bootQuery).data?.session?.second_factor;
  const has = factors?.password !== false;
  const least = factors && (factors.authenticator || factors.passkeys > 0) ? shortestBeside : shortestPassword;
  const [values] = useAddressValues();
  const asked = values.has('password');
  const [open, setOpen] = useState(asked);
  const fresh = useFreshAct();
  useEffect(() => {
    if (asked) setOpen(true);
  }, [asked]);
  const [current, setCurrent] = useState('');
  const [next, setNext] = useState('');
  const close = () => {
    setOpen(false);
    setCurrent('');
    setNext('');
    change.reset();
  };
  const change = useMutation({
    mutationFn: () => changePassword(current, next),
    onSuccess: () => {
      close();
      void client.invalidateQueries({ queryKey: ['me', 'sessions'] });
      void client.invalidateQueries({ queryKey: bootQuery.queryKey });
      void message.success(t('me:password_changed'));
    },
    onError: (error) => fresh.asked(error, () => change.mutate()),
  });
  const errors = Object.fromEntries(fieldErrors(change.error).map((one) => [one.name, one.message]));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    // Where there is no password yet, a fresh proof stands for it.
    if (has) change.mutate();
    else fresh.run(() => change.mutate());
  };
  const word = t(has ? 'me:password_change' : 'me:password_choose');
  return (
    <Section
      title={t('shell:password')}
      text={t(has ? 'me:password_text' : 'me:password_none')}
      action={!open && <Button onClick={() => setOpen(true)}>{word}</Button>}
    >
      {fresh.dialog}
      {open && (
        <form className={css.form} onSubmit={submit}>
          {has && (
            <Field label={t('me:password_current')} error={errors.current}>
              {(props) => (
                <Input.Password
                  {...props}
                  size="large"
                  autoComplete="current-password"
                  value={current}
                  onChange={(event) => setCurrent(event.target.value)}
                />
              )}
            </Field>
          )}
          <PasswordField
            label={t('signin:new_password')}
            value={next}
            onChange={setNext}
            error={errors.new}
            least={least}
          />
          <FormError error={change.error} />
          <div className={css.buttons}>
            <Button
              type="primary"
              htmlType="submit"
              loading={change.isPending}
              disabled={(has && !current) || next.length < least}
            >
              {word}
            </Button>
            <Button onClick={close}>{t('shell:cancel')}</Button>
          </div>
        </form>
      )}
    </Section>
  );
}
