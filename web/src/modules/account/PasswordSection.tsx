import { useMutation } from '@tanstack/react-query';
import { App, Button, Input } from 'antd';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { changePassword } from '@/api/session';
import { Field } from '@/ui/Field';
import { FormError } from '@/ui/FormError';
import css from './MePage.module.css';
import { PasswordField, shortestPassword } from './PasswordField';
import { Section } from './Section';

export function PasswordSection() {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const [open, setOpen] = useState(false);
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
      void message.success(t('me:password_changed'));
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    change.mutate();
  };
  return (
    <Section
      title={t('shell:password')}
      text={t('me:password_text')}
      action={!open && <Button onClick={() => setOpen(true)}>{t('me:password_change')}</Button>}
    >
      {open && (
        <form className={css.form} onSubmit={submit}>
          <Field label={t('me:password_current')}>
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
          <PasswordField label={t('signin:new_password')} value={next} onChange={setNext} />
          <FormError error={change.error} />
          <div className={css.buttons}>
            <Button
              type="primary"
              htmlType="submit"
              loading={change.isPending}
              disabled={!current || next.length < shortestPassword}
            >
              {t('me:password_change')}
            </Button>
            <Button onClick={close}>{t('shell:cancel')}</Button>
          </div>
        </form>
      )}
    </Section>
  );
}
