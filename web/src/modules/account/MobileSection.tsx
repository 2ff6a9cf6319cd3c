import { MobileOutlined } from '@ant-design/icons';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Input } from 'antd';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { beginMobile, finishMobile, mobileQuery } from '@/api/recovery';
import { Field } from '@/ui/Field';
import { FormError } from '@/ui/FormError';
import { useFreshAct } from '@/ui/useFreshAct';
import { fieldErrors } from '@/ui/useProblem';
import css from './MePage.module.css';
import { Section } from './Section';

/** The number to which a recovery's code goes. */
export function MobileSection() {
  const { t } = useTranslation();
  const client = useQueryClient();
  const { run, dialog } = useFreshAct();
  const mobile = useQuery(mobileQuery).data;
  const [open, setOpen] = useState(false);
  const [number, setNumber] = useState('');
  const [code, setCode] = useState('');
  const begin = useMutation({ mutationFn: () => beginMobile(number) });
  const finish = useMutation({
    mutationFn: () => finishMobile(code),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: mobileQuery.queryKey });
      close();
    },
  });
  const close = () => {
    setOpen(false);
    setNumber('');
    setCode('');
    begin.reset();
    finish.reset();
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (begin.isSuccess) finish.mutate();
    else begin.mutate();
  };
  const wrong = fieldErrors(begin.error ?? finish.error)[0]?.message;
  const refused = wrong ? null : (begin.error ?? finish.error);
  return (
    <Section title={t('account:mobile')} text={t('account:mobile_text')}>
      {dialog}
      <ul className={css.list}>
        <li>
          <MobileOutlined aria-hidden className={css.icon} />
          <div className={css.words}>
            <strong>{mobile?.mobile || t('account:mobile_none')}</strong>
            {mobile?.mobile && <span>{t('account:mobile_set')}</span>}
          </div>
          {!open && (
            <Button onClick={() => run(() => setOpen(true))}>
              {mobile?.mobile ? t('account:mobile_change') : t('account:mobile_add')}
            </Button>
          )}
        </li>
      </ul>
      {open && (
        <form className={css.form} onSubmit={submit}>
          {begin.isSuccess ? (
            <Field
              label={t('signin:code')}
              help={mobile?.texts ? t('account:mobile_code_help') : t('account:mobile_code_operator')}
              error={wrong}
            >
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
          ) : (
            <Field label={t('account:mobile_number')} error={wrong}>
              {(props) => (
                <Input
                  {...props}
                  size="large"
                  type="tel"
                  autoComplete="tel"
                  prefix="+852"
                  placeholder="9123 4567"
                  value={number}
                  onChange={(event) => setNumber(event.target.value)}
                />
              )}
            </Field>
          )}
          <FormError error={refused} />
          <div className={css.buttons}>
            <Button
              type="primary"
              htmlType="submit"
              loading={begin.isPending || finish.isPending}
              disabled={begin.isSuccess ? code.trim().length !== 6 : !number.trim()}
            >
              {begin.isSuccess ? t('account:mobile_prove') : t('account:mobile_send')}
            </Button>
            <Button onClick={close}>{t('shell:cancel')}</Button>
          </div>
        </form>
      )}
    </Section>
  );
}
