import { DatePicker, Segmented } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Field } from '@/ui/Field';
import { useFormat } from '@/ui/useFormat';
import css from './Guests.module.css';

const presets = [7, 30, 90] as const;

/** The moment so many days from now, on the second. */
export const inDays = (days: number, now = Date.now()) =>
  new Date(Math.floor(now / 1000) * 1000 + days * 86_400_000).toISOString();

interface Props {
  value: string;
  error?: string | undefined;
  onChange: (until: string) => void;
}

/** When a guest's time is over: in a week, a month, a season, or at a minute, in the organisation's time. */
export function UntilField({ value, error, onChange }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const [preset, setPreset] = useState<number>(30);
  return (
    <Field label={t('guests:until')} error={error} help={t('guests:until_help', { time: format.exact(value) })}>
      {(props) => (
        <div className={css.until}>
          <Segmented<number>
            aria-label={t('guests:until')}
            value={preset}
            options={presets.map((count) => ({ value: count, label: t('guests:days', { count }) }))}
            onChange={(days) => {
              setPreset(days);
              onChange(inDays(days));
            }}
          />
          <DatePicker
            {...props}
            showTime={{ format: 'HH:mm' }}
            format={format.lang === 'zh-CN' ? 'YYYY/MM/DD HH:mm' : 'DD/MM/YYYY HH:mm'}
            onChange={(day) => {
              if (!day) return;
              setPreset(0);
              const wall = new Date(Date.UTC(day.year(), day.month(), day.date(), day.hour(), day.minute()));
              onChange(format.moment(wall));
            }}
          />
        </div>
      )}
    </Field>
  );
}
