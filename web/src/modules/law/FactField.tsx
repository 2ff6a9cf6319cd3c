import { DatePicker, Input, Select } from 'antd';
import dayjs from 'dayjs';
import { useTranslation } from 'react-i18next';
import type { Fact } from '@/api/law';
import { Field, type FieldProps } from '@/ui/Field';
import { useFormat } from '@/ui/useFormat';
import css from './Calculator.module.css';
import { controlOf, seriesParts, shapeOf } from './given';
import { useWords } from './useWords';

interface Props {
  fact: Fact;
  value: string;
  error?: string;
  change: (value: string) => void;
}

const weekdays = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];

interface DayProps {
  field: Partial<FieldProps> & { 'aria-label'?: string };
  value: string;
  change: (value: string) => void;
  kind?: 'date' | 'month' | 'moment';
}

const kept = { date: 'YYYY-MM-DD', month: 'YYYY-MM', moment: 'YYYY-MM-DDTHH:mm' };

function Day({ field, value, change, kind = 'date' }: DayProps) {
  const { lang } = useFormat();
  const date = lang === 'zh-CN' ? 'YYYY/MM/DD' : 'DD/MM/YYYY';
  const month = lang === 'zh-CN' ? 'YYYY/MM' : 'MM/YYYY';
  const shown = { date, month, moment: `${date} HH:mm` };
  const day = value ? dayjs(value) : null;
  return (
    <DatePicker
      {...field}
      className={css.control}
      picker={kind === 'month' ? 'month' : 'date'}
      showTime={kind === 'moment' ? { format: 'HH:mm' } : false}
      format={shown[kind]}
      value={day?.isValid() ? day : null}
      onChange={(one) => change(one ? one.format(kept[kind]) : '')}
    />
  );
}

function Period({ field, value, change }: DayProps) {
  const { t } = useTranslation();
  const [from = '', to = ''] = value.split('/');
  return (
    <div className={css.period}>
      <Day field={field} value={from} change={(one) => change(`${one}/${to}`)} />
      <span aria-hidden>–</span>
      <Day field={{ 'aria-label': t('law:last_day') }} value={to} change={(one) => change(`${from}/${one}`)} />
    </div>
  );
}

/** 4 January 1970 was a Sunday. */
const weekdayName = (index: number, lang: string) =>
  new Intl.DateTimeFormat(lang, { weekday: 'long', timeZone: 'UTC' }).format(new Date(Date.UTC(1970, 0, 4 + index)));

function Control({ fact, field, value, change }: Omit<Props, 'error'> & { field: FieldProps }) {
  const { t } = useTranslation();
  const { lang } = useFormat();
  const { show } = useWords();
  const kind = controlOf(fact);
  const select = (options: { value: string; label: string }[]) => (
    <Select
      {...field}
      className={css.control}
      allowClear
      showSearch={options.length > 10 ? { optionFilterProp: 'label' } : false}
      options={options}
      value={value || undefined}
      onChange={(one) => change(one ?? '')}
    />
  );
  switch (kind) {
    case 'date':
    case 'month':
    case 'moment':
      return <Day field={field} value={value} change={change} kind={kind} />;
    case 'period':
      return <Period field={field} value={value} change={change} />;
    case 'bool':
      return select([
        { value: 'true', label: t('law:yes') },
        { value: 'false', label: t('law:no') },
      ]);
    case 'choice':
      return select(
        (fact.choices ?? []).map((one, index) => ({ value: one, label: fact.labels?.[index] ?? show(one) })),
      );
    case 'weekday':
      return select(weekdays.map((one, index) => ({ value: one, label: weekdayName(index, lang) })));
    case 'weekdays':
      return (
        <Select
          {...field}
          className={css.control}
          mode="multiple"
          allowClear
          options={weekdays.map((one, index) => ({ value: one, label: weekdayName(index, lang) }))}
          value={seriesParts(value)}
          onChange={(list) => change(list.join(','))}
        />
      );
    case 'json':
      return (
        <Input.TextArea
          {...field}
          className={css.json}
          autoSize={{ minRows: 3, maxRows: 14 }}
          spellCheck={false}
          value={value}
          onChange={(event) => change(event.target.value)}
        />
      );
    default:
      return (
        <Input
          {...field}
          className={css.control}
          inputMode={kind === 'number' ? 'decimal' : 'text'}
          value={value}
          onChange={(event) => change(event.target.value)}
        />
      );
  }
}

export function FactField({ fact, value, error, change }: Props) {
  const { t } = useTranslation();
  const { name } = useWords();
  const kind = controlOf(fact);
  const help = (
    <>
      <span>{fact.doc}</span>
      {kind === 'series' && <span> {t('law:hint_series')}</span>}
      {kind === 'series' && fact.nullable && <span> {t('law:hint_unknown')}</span>}
      {kind !== 'series' && fact.nullable && <span> {t('law:hint_empty')}</span>}
      {kind === 'json' && (
        <span className={css.shape}>
          {t('law:hint_shape')} <code>{shapeOf(fact)}</code>
        </span>
      )}
    </>
  );
  return (
    <Field label={name(fact.name)} help={help} error={error} optional={fact.optional}>
      {(field) => <Control fact={fact} field={field} value={value} change={change} />}
    </Field>
  );
}
