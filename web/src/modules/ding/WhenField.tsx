import { DatePicker, Segmented } from 'antd';
import { useTranslation } from 'react-i18next';
import { Field } from '@/ui/Field';
import { useFormat } from '@/ui/useFormat';
import css from './DingForm.module.css';

interface Props {
  /** undefined: now; an empty text: a time is still to be chosen. */
  value: string | undefined;
  error?: string;
  onChange: (at: string | undefined) => void;
}

/** Now, or to the minute in the organisation's time. */
export function WhenField({ value, error, onChange }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const later = value !== undefined;
  return (
    <Field label={t('ring:when')} error={error} help={value ? format.dateTime(value) : undefined}>
      {(props) => (
        <div className={css.when}>
          <Segmented<boolean>
            aria-label={t('ring:when')}
            value={later}
            options={[
              { value: false, label: t('ring:now') },
              { value: true, label: t('ring:at_time') },
            ]}
            onChange={(next) => onChange(next ? '' : undefined)}
          />
          {later && (
            <DatePicker
              {...props}
              showTime={{ format: 'HH:mm' }}
              format={format.lang === 'zh-CN' ? 'YYYY/MM/DD HH:mm' : 'DD/MM/YYYY HH:mm'}
              onChange={(day) =>
                onChange(
                  day
                    ? format.moment(new Date(Date.UTC(day.year(), day.month(), day.date(), day.hour(), day.minute())))
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
