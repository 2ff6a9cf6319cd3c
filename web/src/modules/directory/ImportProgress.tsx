import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useOrg } from '@/api/org';
import type { Import } from '@/api/types';
import { useFormat } from '@/ui/useFormat';
import css from './ImportPage.module.css';

/** Applying and undoing run on the server; this only watches. */
export function ImportProgress({ one }: { one: Import }) {
  const { t } = useTranslation();
  const { id: org } = useOrg();
  const format = useFormat();
  const client = useQueryClient();
  // When the work is over this goes away, and what was kept about people is old.
  useEffect(
    () => () => {
      for (const name of ['people', 'person', 'departments', 'imports']) {
        void client.invalidateQueries({ queryKey: ['o', org, name] });
      }
    },
    [client, org],
  );
  return (
    <section className={css.section} aria-labelledby="import-progress">
      <h2 id="import-progress">{one.state === 'undoing' ? t('import:undoing_title') : t('import:applying_title')}</h2>
      <progress
        className={css.progress}
        max={Math.max(1, one.rows)}
        value={one.done}
        aria-labelledby="import-progress"
      />
      <p>{t('import:progress', { done: format.number(one.done), rows: format.number(one.rows) })}</p>
      <p>{t('import:progress_leave')}</p>
    </section>
  );
}
