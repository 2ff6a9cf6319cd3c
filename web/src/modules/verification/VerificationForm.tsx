import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App, Button, Input } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useOrg } from '@/api/org';
import { type Numbers, saveDraft, submitDraft, type Verification, verificationQuery } from '@/api/verification';
import { Field } from '@/ui/Field';
import { FormError } from '@/ui/FormError';
import { useFormat } from '@/ui/useFormat';
import { useFreshAct } from '@/ui/useFreshAct';
import { fieldErrors } from '@/ui/useProblem';
import { NumberFields } from './NumberFields';
import { PaperField } from './PaperField';
import css from './VerificationPage.module.css';

/** What the organisation's type and region need, on one page. */
export function VerificationForm({ data }: { data: Verification }) {
  const { t } = useTranslation();
  const { id: org } = useOrg();
  const { message } = App.useApp();
  const format = useFormat();
  const client = useQueryClient();
  const fresh = useFreshAct(t('verification:fresh_text'));
  const form = useRef<HTMLFormElement>(null);
  const [open, setOpen] = useState(data.state !== 'approved');
  const [numbers, setNumbers] = useState<Numbers>(data.numbers);
  const [contact, setContact] = useState(data.contact);
  const [appeal, setAppeal] = useState('');
  // A draft that follows a refusal has no reason of its own any more, so it is remembered.
  const [appealing] = useState(data.state === 'refused');
  const keep = (next: Verification) => client.setQueryData(verificationQuery(org).queryKey, next);
  const store = async () => {
    const next = await saveDraft(org, numbers, contact, data.version);
    keep(next);
    setNumbers(next.numbers);
    setContact(next.contact);
  };
  const save = useMutation({ mutationFn: store, onSuccess: () => void message.success(t('verification:saved')) });
  const submit = useMutation({
    mutationFn: async () => {
      await store();
      return submitDraft(org, appeal.trim());
    },
    onSuccess: keep,
    onError: (error) => fresh.asked(error, () => submit.mutate()),
  });
  const error = submit.error ?? save.error;
  const errors = Object.fromEntries(fieldErrors(error).map((one) => [one.name, one.message]));
  // The first field that is wrong takes the focus, so that it is seen wherever the page stands.
  useEffect(() => {
    if (error)
      form.current?.querySelector<HTMLElement>('[aria-describedby*="-error"], [data-wrong="true"] button')?.focus();
  }, [error]);
  const papers = data.needs.papers ?? [];
  if (!open) {
    return (
      <div className={css.buttons}>
        <Button onClick={() => setOpen(true)}>{t('verification:renew')}</Button>
      </div>
    );
  }
  const begin = (act: () => void) => {
    save.reset();
    submit.reset();
    act();
  };
  return (
    <form
      ref={form}
      className={css.card}
      aria-label={t('verification:form')}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        begin(() => fresh.run(() => submit.mutate()));
      }}
    >
      <h2>{t('verification:form')}</h2>
      <p>{t('verification:form_text', { name: format.person(data) })}</p>
      <FormError error={error} />
      <NumberFields needs={data.needs.numbers ?? []} value={numbers} onChange={setNumbers} errors={errors} />
      <Field label={t('verification:contact')} help={t('verification:contact_help')} error={errors.contact}>
        {(props) => (
          <Input
            {...props}
            type="email"
            maxLength={254}
            value={contact}
            onChange={(event) => setContact(event.target.value)}
          />
        )}
      </Field>
      {papers.map((kind) => (
        <PaperField
          key={kind}
          kind={kind}
          paper={(data.papers ?? []).find((one) => one.kind === kind)}
          error={errors[kind]}
        />
      ))}
      <p className={css.small}>{t('verification:papers_safe')}</p>
      {appealing && (
        <Field label={t('verification:appeal')} help={t('verification:appeal_help')} optional error={errors.appeal}>
          {(props) => (
            <Input.TextArea
              {...props}
              rows={3}
              maxLength={2000}
              value={appeal}
              onChange={(event) => setAppeal(event.target.value)}
            />
          )}
        </Field>
      )}
      <div className={css.buttons}>
        <Button type="primary" htmlType="submit" loading={submit.isPending}>
          {t('verification:submit')}
        </Button>
        <Button loading={save.isPending} onClick={() => begin(() => save.mutate())}>
          {t('verification:save')}
        </Button>
      </div>
      {fresh.dialog}
    </form>
  );
}
