import { useQuery } from '@tanstack/react-query';
import { Select } from 'antd';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { personFieldsQuery } from '@/api/directory';
import { useOrg } from '@/api/org';
import { useFormat } from '@/ui/useFormat';
import { fieldName } from './fields';
import css from './PeopleAdminPage.module.css';
import { ValueInput } from './PersonValues';

interface Props {
  field: string;
  value: string;
  change: (filter: { field: string; value: string }) => void;
}

/** Narrows the list to those in whose field something stands. */
export function FieldFilter({ field, value, change }: Props) {
  const { t } = useTranslation();
  const { id: org } = useOrg();
  const { lang } = useFormat();
  const fields = useQuery(personFieldsQuery(org)).data?.items ?? [];
  const [typed, setTyped] = useState(value);
  useEffect(() => {
    if (typed === value) return;
    const timer = window.setTimeout(() => change({ field, value: typed }), 250);
    return () => window.clearTimeout(timer);
  }, [typed, value, field, change]);
  const chosen = fields.find((one) => one.id === field);
  if (fields.length === 0) return null;
  return (
    <div className={css.filter}>
      <Select
        allowClear
        aria-label={t('people:filter_field')}
        placeholder={t('people:filter_field')}
        value={chosen?.id}
        onChange={(id) => {
          setTyped('');
          change({ field: id ?? '', value: '' });
        }}
        options={fields.map((one) => ({ value: one.id, label: fieldName(one, lang) }))}
      />
      {chosen && <ValueInput field={chosen} value={typed} onChange={setTyped} />}
    </div>
  );
}
