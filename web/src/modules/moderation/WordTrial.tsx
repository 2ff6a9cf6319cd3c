import { useMutation } from '@tanstack/react-query';
import { Button, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { tryWords } from '@/api/moderation';
import { useOrg } from '@/api/org';
import { Field } from '@/ui/Field';
import { FormError } from '@/ui/FormError';
import css from './ModerationPage.module.css';

/** Says which rules a text meets. The text is not kept. */
export function WordTrial() {
  const { t } = useTranslation();
  const { id: org } = useOrg();
  const [text, setText] = useState('');
  const ask = useMutation({ mutationFn: () => tryWords(org, text) });
  const effects = { warn: t('judge:effect_warn'), hold: t('judge:effect_hold'), block: t('judge:effect_block') };
  return (
    <form
      className={css.form}
      onSubmit={(event) => {
        event.preventDefault();
        ask.mutate();
      }}
    >
      <h3>{t('judge:try')}</h3>
      <FormError error={ask.error} />
      <Field label={t('judge:try_label')}>
        {(props) => (
          <Input.TextArea
            {...props}
            maxLength={20_000}
            autoSize={{ minRows: 2, maxRows: 6 }}
            value={text}
            onChange={(event) => setText(event.target.value)}
          />
        )}
      </Field>
      <div>
        <Button htmlType="submit" disabled={!text.trim()} loading={ask.isPending}>
          {t('judge:try_do')}
        </Button>
      </div>
      <div role="status">
        {ask.data?.items.length === 0 && <p>{t('judge:try_none')}</p>}
        {(ask.data?.items ?? []).map((one) => (
          <p key={one.rule}>
            {t('judge:try_met', {
              rule: one.rule,
              effect: effects[one.effect],
              word: one.word || t('judge:try_contacts'),
            })}
          </p>
        ))}
      </div>
    </form>
  );
}
