import { DatePicker } from 'antd';
import dayjs from 'dayjs';
import type { FieldProps } from '@/ui/Field';
import { useFormat } from '@/ui/useFormat';
import css from './Announce.module.css';

interface Props {
  field: FieldProps;
  /** As the clocks of the organisation show it: 2026-11-25 or, with a time, 2026-11-25T09:00; empty: none. */
  value: string;
  onChange: (wall: string) => void;
  time?: boolean;
}

/** A day, or a minute of one, in the organisation's time whatever the device's. */
export function WallPicker({ field, value, onChange, time = false }: Props) {
  const { lang } = useFormat();
  const day = lang === 'zh-CN' ? 'YYYY/MM/DD' : 'DD/MM/YYYY';
  return (
    <DatePicker
      {...field}
      className={css.short}
      format={time ? `${day} HH:mm` : day}
      showTime={time ? { format: 'HH:mm' } : false}
      value={value ? dayjs(value) : null}
      // Enter takes the day; it does not send the form around it.
      onKeyDown={(event) => event.key === 'Enter' && event.preventDefault()}
      onChange={(at) => onChange(at ? at.format(time ? 'YYYY-MM-DDTHH:mm' : 'YYYY-MM-DD') : '')}
    />
  );
}
