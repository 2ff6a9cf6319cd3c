import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { applyImport, importQuery } from '@/api/directory';
import { useOrg } from '@/api/org';
import type { Import } from '@/api/types';
import { FormError } from '@/ui/FormError';
import { useFormat } from '@/ui/useFormat';
import { ImportErrors } from './ImportErrors';
import css from './ImportPage.module.css';

/** What applying would do, counted by the server on the real data; nothing has changed yet. */
export function ImportCheck({ one, back }: { one: Import; back: () => void }) {
  const { t } = useTranslation();
  const { id: org } = useOrg();
  const format = useFormat();
  const client = useQueryClient();
  const { create, update, unchanged, failed } = one.dry_run;
  const departments = one.dry_run.departments_new ?? [];
  const apply = useMutation({
    mutationFn: () => applyImport(org, one.id),
    onSuccess: (done) => {
      client.setQueryData(importQuery(org, one.id).queryKey, done);
      for (const name of ['people', 'departments', 'imports'])
        void client.invalidateQueries({ queryKey: ['o', org, name] });
    },
  });
  const counts = [
    { label: t('import:create'), value: create },
    { label: t('import:update'), value: update },
    { label: t('import:unchanged'), value: unchanged },
    { label: t('import:failed'), value: failed, bad: failed > 0 },
  ];
  return (
    <section className={css.section} aria-labelledby="import-check">
      <h2 id="import-check">{t('import:check_title')}</h2>
      <p>{t('import:check_text', { rows: format.number(one.rows) })}</p>
      <dl className={css.counts}>
        {counts.map((count) => (
          <div key={count.label} data-bad={count.bad}>
            <dd>{format.number(count.value)}</dd>
            <dt>{count.label}</dt>
          </div>
        ))}
      </dl>
      {departments.length > 0 && (
        <p>{t('import:departments_new', { count: departments.length, names: departments.join(' · ') })}</p>
      )}
      <ImportErrors one={one} />
      <FormError error={apply.error} />
      <div className={css.actions}>
        <Button
          type="primary"
          size="large"
          disabled={create + update === 0}
          loading={apply.isPending}
          onClick={() => apply.mutate()}
        >
          {t('import:apply', { count: create + update })}
        </Button>
        <Button size="large" onClick={back}>
          {t('shell:back')}
        </Button>
      </div>
    </section>
  );
}
