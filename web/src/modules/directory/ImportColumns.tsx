import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { importQuery, mapImport, personFieldsQuery } from '@/api/directory';
import { useOrg } from '@/api/org';
import type { Import, ImportField } from '@/api/types';
import { FormError } from '@/ui/FormError';
import { useFormat } from '@/ui/useFormat';
import { fieldName } from './fields';
import css from './ImportPage.module.css';
import { assign, fields, mappingOf, namesPeople, sameMapping } from './import-steps';

export function ImportColumns({ one, next }: { one: Import; next: () => void }) {
  const { t } = useTranslation();
  const { id: org } = useOrg();
  const { lang } = useFormat();
  const client = useQueryClient();
  const [mapping, setMapping] = useState(() => mappingOf(one));
  const save = useMutation({
    mutationFn: () => mapImport(org, one.id, mapping),
    onSuccess: (made) => {
      client.setQueryData(importQuery(org, one.id).queryKey, made);
      next();
    },
  });
  const go = () => (sameMapping(mapping, mappingOf(one)) ? next() : save.mutate());
  const ready = namesPeople(mapping);
  const own = useQuery(personFieldsQuery(org)).data?.items ?? [];
  const options = [
    ...fields.map((field) => ({ value: field.id, label: t(field.label) })),
    ...own.map((field) => ({ value: `own:${field.id}` as ImportField, label: fieldName(field, lang) })),
  ];
  return (
    <section className={css.section} aria-labelledby="import-columns">
      <h2 id="import-columns">{t('import:columns_title', { file: one.file_name })}</h2>
      <p>{t('import:columns_text')}</p>
      <ul className={css.columns}>
        {(one.columns ?? []).map((column) => (
          <li key={column.index}>
            <div className={css.header}>
              <strong id={`column-${column.index}`}>
                {column.header || t('import:column_number', { number: column.index + 1 })}
              </strong>
              <span>{(column.sample ?? []).filter(Boolean).join(' · ') || t('import:no_sample')}</span>
            </div>
            <Select
              aria-labelledby={`column-${column.index}`}
              value={mapping[String(column.index)] ?? ''}
              onChange={(field) => setMapping(assign(mapping, String(column.index), field))}
              options={options}
              data-empty={!mapping[String(column.index)]}
            />
          </li>
        ))}
      </ul>
      {!ready && <p className={css.warn}>{t('import:needs_name')}</p>}
      <FormError error={save.error} />
      <div className={css.actions}>
        <Button type="primary" size="large" disabled={!ready} loading={save.isPending} onClick={go}>
          {t('import:check')}
        </Button>
      </div>
    </section>
  );
}
