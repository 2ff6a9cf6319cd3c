import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App, Button, Input, Radio } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { decide, queueQuery, type Review } from '@/api/verification';
import { Field } from '@/ui/Field';
import { FormError } from '@/ui/FormError';
import { useFormat } from '@/ui/useFormat';
import { useFreshAct } from '@/ui/useFreshAct';
import { fieldErrors } from '@/ui/useProblem';
import css from './OperatorPage.module.css';
import { reasons, reasonWord, reviewWords } from './words';

interface Props {
  review: Review;
  /** Papers are refused for one of a closed list of reasons. */
  papers: boolean;
  onDone: () => void;
}

/** The operator's word, asked once more before it counts. */
export function DecisionForm({ review, papers, onDone }: Props) {
  const { t } = useTranslation();
  const { modal, message } = App.useApp();
  const format = useFormat();
  const client = useQueryClient();
  const fresh = useFreshAct(t('verification:fresh_text'));
  const [reason, setReason] = useState('');
  const [note, setNote] = useState('');
  const words = reviewWords[review.kind];
  const send = useMutation({
    mutationFn: (outcome: 'approved' | 'refused') =>
      decide(review.id, { outcome, note: note.trim(), reason: outcome === 'refused' && papers ? reason : undefined }),
    onSuccess: () => {
      void message.success(t('verification:decided'));
      void client.invalidateQueries({ queryKey: queueQuery.queryKey });
      onDone();
    },
    onError: (error, outcome) => fresh.asked(error, () => send.mutate(outcome)),
  });
  const errors = Object.fromEntries(fieldErrors(send.error).map((one) => [one.name, one.message]));
  const ask = (outcome: 'approved' | 'refused') =>
    modal.confirm({
      title: t('verification:decide_title', { name: format.person(review) }),
      content: t(outcome === 'approved' ? words.yes : words.no),
      okText: t(outcome === 'approved' ? words.yes : words.no),
      okButtonProps: { danger: outcome === 'refused' },
      cancelText: t('shell:cancel'),
      onOk: () => fresh.run(() => send.mutate(outcome)),
    });
  if (review.decided_at) return <p className={css.recorded}>{t('verification:decided_before')}</p>;
  // An appeal against a dissolution is answered to a person: the house is shut.
  const answered = review.kind === 'ending_appeal';
  const noteMissing = (answered || (papers && reason === 'other')) && !note.trim();
  const noteHelp = papers ? 'verification:note_help' : 'verification:note_recorded';
  return (
    <form className={css.form} aria-label={t('verification:decision')} onSubmit={(event) => event.preventDefault()}>
      {papers && (
        <fieldset className={css.reasons}>
          <legend>{t('verification:reason')}</legend>
          <Radio.Group value={reason} onChange={(event) => setReason(event.target.value)}>
            {reasons.map((one) => (
              <Radio key={one} value={one}>
                {t(reasonWord(one))}
              </Radio>
            ))}
          </Radio.Group>
          {errors.reason && <p role="alert">{errors.reason}</p>}
        </fieldset>
      )}
      <Field
        label={t('verification:note')}
        help={t(answered ? 'verification:note_asker' : noteHelp)}
        optional={reason !== 'other'}
        error={errors.note}
      >
        {(props) => (
          <Input.TextArea
            {...props}
            rows={3}
            maxLength={2000}
            value={note}
            onChange={(event) => setNote(event.target.value)}
          />
        )}
      </Field>
      <FormError error={send.error} />
      <div className={css.buttons}>
        <Button type="primary" loading={send.isPending} onClick={() => ask('approved')}>
          {t(words.yes)}
        </Button>
        <Button
          danger
          loading={send.isPending}
          disabled={(papers && !reason) || noteMissing}
          onClick={() => ask('refused')}
        >
          {t(words.no)}
        </Button>
      </div>
      {fresh.dialog}
    </form>
  );
}
