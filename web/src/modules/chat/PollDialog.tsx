import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { useMutation } from '@tanstack/react-query';
import { Button, Checkbox, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { askPoll } from '@/api/later';
import { useOrg } from '@/api/org';
import { Field } from '@/ui/Field';
import { FormDialog } from '@/ui/FormDialog';
import { FormError } from '@/ui/FormError';
import css from './Later.module.css';
import { MinuteField } from './MinuteField';

const most = 10;

/** Asks a question with answers to choose from. */
export function PollDialog({ conversation, close }: { conversation: string; close: () => void }) {
  const { t } = useTranslation();
  const { id: org } = useOrg();
  const [clientId] = useState(() => crypto.randomUUID());
  const [question, setQuestion] = useState('');
  const [options, setOptions] = useState(['', '']);
  const [multiple, setMultiple] = useState(false);
  const [anonymous, setAnonymous] = useState(false);
  const [adds, setAdds] = useState(false);
  const [closes, setCloses] = useState('');
  const given = options.map((one) => one.trim()).filter(Boolean);
  const ask = useMutation({
    mutationFn: () =>
      askPoll(org, conversation, {
        client_id: clientId,
        question: question.trim(),
        options: given,
        multiple,
        anonymous,
        adds,
        ...(closes ? { closes_at: closes } : {}),
      }),
    onSuccess: close,
  });
  return (
    <FormDialog
      title={t('later:poll')}
      okText={t('later:poll_ask')}
      ready={question.trim() !== '' && given.length >= 2}
      busy={ask.isPending}
      onOk={() => ask.mutate()}
      onClose={close}
    >
      <div className={css.form}>
        <FormError error={ask.error} />
        <Field label={t('later:poll_question')}>
          {(props) => (
            <Input {...props} maxLength={500} value={question} onChange={(event) => setQuestion(event.target.value)} />
          )}
        </Field>
        <fieldset className={css.answers}>
          <legend>{t('later:poll_answers')}</legend>
          {options.map((text, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: an answer is known by its place alone
            <span key={at} className={css.answer}>
              <Input
                maxLength={200}
                aria-label={t('later:poll_answer', { number: at + 1 })}
                value={text}
                onChange={(event) => setOptions(options.with(at, event.target.value))}
              />
              {options.length > 2 && (
                <Button
                  type="text"
                  icon={<DeleteOutlined aria-hidden />}
                  aria-label={t('later:poll_remove', { number: at + 1 })}
                  onClick={() => setOptions(options.toSpliced(at, 1))}
                />
              )}
            </span>
          ))}
          {options.length < most && (
            <Button size="small" icon={<PlusOutlined aria-hidden />} onClick={() => setOptions([...options, ''])}>
              {t('later:poll_add')}
            </Button>
          )}
        </fieldset>
        <Checkbox checked={multiple} onChange={(event) => setMultiple(event.target.checked)}>
          {t('later:poll_multiple')}
        </Checkbox>
        <Checkbox checked={adds} onChange={(event) => setAdds(event.target.checked)}>
          {t('later:poll_adds')}
        </Checkbox>
        <Checkbox checked={anonymous} onChange={(event) => setAnonymous(event.target.checked)}>
          {t('later:poll_anonymous')}
        </Checkbox>
        {anonymous && <p className={css.said}>{t('later:poll_anonymous_text')}</p>}
        <MinuteField label={t('later:poll_closes')} optional value={closes} onChange={setCloses} />
      </div>
    </FormDialog>
  );
}
