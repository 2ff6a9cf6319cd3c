import { DatePicker, Segmented } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Field } from '@/ui/Field';
import { useFormat } from '@/ui/useFormat';
import css from './GrantPane.module.css';

type Choice = 'none' | '1' | '7' | '30' | 'at';

interface Props {
  error?: string;
  /** undefined: no end; an empty text: one is still to be chosen. */
  onChange: (until: string | undefined) => void;
}

/** When a grant ends: by itself, to the second, in the organisation's time. */
export function EndField({ error, onChange }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const [choice, setChoice] = useState<Choice>('none');
  const [until, setUntil] = useState<string>();
  const set = (next: string | undefined) => {
    setUntil(next);
    onChange(next);
  };
  const choose = (next: Choice) => {
    setChoice(next);
    if (next === 'none') set(undefined);
    else if (next === 'at') set('');
    else set(new Date(Math.floor(Date.now() / 1000) * 1000 + Number(next) * 86_400_000).toISOString());
  };
  const options: { value: Choice; label: string }[] = [
    { value: 'none', label: t('access:end_none') },
    ...(['1', '7', '30'] as const).map((value) => ({ value, label: t('access:end_days', { count: Number(value) }) })),
    { value: 'at', label: t('access:end_at') },
  ];
  const help = until ? t('access:end_help', { time: format.exact(until) }) : t('access:end_none_help');
  return (
    <Field label={t('access:ends')} optional error={error} help={choice === 'at' && !until ? undefined : help}>
      {(props) => (
        <div className={css.ends}>
          <Segmented<Choice> aria-label={t('access:ends')} value={choice} options={options} onChange={choose} />
          {choice === 'at' && (
            <DatePicker
              {...props}
              className={css.picker}
              showTime={{ format: 'HH:mm:ss' }}
              format={format.lang === 'zh-CN' ? 'YYYY/MM/DD HH:mm:ss' : 'DD/MM/YYYY HH:mm:ss'}
              onChange={(day) =>
                set(
                  day
                    ? format.moment(
                        new Date(Date.UTC(day.year(), day.month(), day.date(), day.hour(), day.minute(), day.second())),
                      )
                    : '',
                )
              }
            />
          )}
        </div>
      )}
    </Field>
  );
}
