import { DatePicker } from 'antd';
import dayjs from 'dayjs';
import { useTranslation } from 'react-i18next';
import { Field } from '@/ui/Field';
import { dayKey, formatTime } from '@/ui/format';
import { useFormat } from '@/ui/useFormat';

interface Props {
  /** A moment; empty: none yet. */
  value: string;
  onChange: (at: string) => void;
  label?: string;
  optional?: boolean;
}

/** A minute of a day in the organisation's time, whatever the device's. */
export function MinuteField({ value, onChange, label, optional = false }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const shown = value ? dayjs(`${dayKey(value, format.zone)}T${formatTime(value, format.zone)}`) : null;
  return (
    <Field label={label ?? t('later:time')} optional={optional} help={t('later:time_help')}>
      {(props) => (
        <DatePicker
          {...props}
          style={{ inlineSize: '100%' }}
          showTime={{ format: 'HH:mm' }}
          format={format.lang === 'zh-CN' ? 'YYYY/MM/DD HH:mm' : 'DD/MM/YYYY HH:mm'}
          value={shown}
          onChange={(day) =>
            onChange(
              day
                ? format.moment(new Date(Date.UTC(day.year(), day.month(), day.date(), day.hour(), day.minute())))
                : '',
            )
          }
        />
      )}
    </Field>
  );
}
