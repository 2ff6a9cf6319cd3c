import { DatePicker } from 'antd';
import dayjs from 'dayjs';
import type { FieldProps } from '@/ui/Field';
import { useFormat } from '@/ui/useFormat';

interface Props {
  field: FieldProps & { 'aria-invalid': boolean; disabled: boolean };
  /** A day such as 2026-11-23; empty: none. */
  value: string;
  fill: (value: string) => void;
}

/** A day, as it is written here. */
export function CardDate({ field, value, fill }: Props) {
  const { lang } = useFormat();
  return (
    <DatePicker
      {...field}
      style={{ inlineSize: '100%' }}
      format={lang === 'zh-CN' ? 'YYYY/MM/DD' : 'DD/MM/YYYY'}
      value={value ? dayjs(value) : null}
      onChange={(day) => fill(day ? day.format('YYYY-MM-DD') : '')}
    />
  );
}
