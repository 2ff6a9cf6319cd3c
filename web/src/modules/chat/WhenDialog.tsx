import { Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Field } from '@/ui/Field';
import { FormDialog } from '@/ui/FormDialog';
import { FormError } from '@/ui/FormError';
import { useFormat } from '@/ui/useFormat';
import css from './Later.module.css';
import { MinuteField } from './MinuteField';
import { type Choice, choiceWords } from './when';

interface Props {
  title: string;
  okText: string;
  choices: Choice[];
  at?: string;
  /** With a text beside the time: its words, and whether it may stay empty. */
  text?: { label: string; value: string; longest: number; optional: boolean } | undefined;
  busy: boolean;
  error: unknown;
  onOk: (at: string, text: string) => void;
  onClose: () => void;
}

/** Asks for a minute: one of those that people mean, or any other; and for a text where one belongs to it. */
export function WhenDialog({ title, okText, choices, at: first = '', text, busy, error, onOk, onClose }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const [at, setAt] = useState(first);
  const [words, setWords] = useState(text?.value ?? '');
  const said = words.trim() !== '' || !text || text.optional;
  return (
    <FormDialog
      title={title}
      okText={okText}
      ready={at !== '' && said}
      busy={busy}
      onOk={() => onOk(at, words.trim())}
      onClose={onClose}
    >
      <div className={css.form}>
        <FormError error={error} />
        {text && (
          <Field label={text.label} optional={text.optional}>
            {(props) => (
              <Input.TextArea
                {...props}
                autoSize={{ minRows: 1, maxRows: 6 }}
                maxLength={text.longest}
                value={words}
                onChange={(event) => setWords(event.target.value)}
              />
            )}
          </Field>
        )}
        <div className={css.choices} role="group" aria-label={t('later:choices')}>
          {choices.map((one) => (
            <button key={one.key} type="button" aria-pressed={at === one.at} onClick={() => setAt(one.at)}>
              {t(choiceWords[one.key])}
              <span>{format.dateTime(one.at)}</span>
            </button>
          ))}
        </div>
        <MinuteField value={at} onChange={setAt} />
      </div>
    </FormDialog>
  );
}
