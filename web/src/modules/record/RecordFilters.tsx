import { DatePicker, Input } from 'antd';
import dayjs from 'dayjs';
import { useTranslation } from 'react-i18next';
import { Field } from '@/ui/Field';
import { PeoplePicker } from '@/ui/PeoplePicker';
import { useFormat } from '@/ui/useFormat';
import { ActionPicker } from './ActionPicker';
import css from './RecordFilters.module.css';

interface Props {
  values: URLSearchParams;
  change: (change: Record<string, string>) => void;
}

export function RecordFilters({ values, change }: Props) {
  const { t } = useTranslation();
  const { lang } = useFormat();
  const shown = lang === 'zh-CN' ? 'YYYY/MM/DD' : 'DD/MM/YYYY';
  const texts = [{ name: 'object', label: t('record:object'), hint: 'person:…' }];
  const dates = [
    { name: 'from', label: t('record:from') },
    { name: 'to', label: t('record:to') },
  ];
  const actor = values.get('actor') ?? '';
  return (
    <search className={css.filters} aria-label={t('record:filters')}>
      <Field label={t('record:action')}>
        {({ id }) => (
          <ActionPicker id={id} value={values.get('action') ?? ''} change={(action) => change({ action })} />
        )}
      </Field>
      {texts.map((one) => (
        <Field key={one.name} label={one.label} optional={false}>
          {({ id }) => (
            <Input
              id={id}
              allowClear
              placeholder={one.hint}
              defaultValue={values.get(one.name) ?? ''}
              onPressEnter={(event) => change({ [one.name]: event.currentTarget.value.trim() })}
              onBlur={(event) => change({ [one.name]: event.target.value.trim() })}
              onClear={() => change({ [one.name]: '' })}
            />
          )}
        </Field>
      ))}
      <Field label={t('record:actor')}>
        {({ id }) => (
          <PeoplePicker
            field={{ id }}
            single
            value={actor ? [actor] : []}
            onChange={(ids) => change({ actor: ids[0] ?? '' })}
          />
        )}
      </Field>
      {dates.map((one) => {
        const value = values.get(one.name);
        return (
          <Field key={one.name} label={one.label}>
            {({ id }) => (
              <DatePicker
                id={id}
                format={shown}
                value={value ? dayjs(value) : null}
                onChange={(day) => change({ [one.name]: day ? day.format('YYYY-MM-DD') : '' })}
              />
            )}
          </Field>
        );
      })}
    </search>
  );
}
