import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import type { RetentionClass } from '@/api/types';
import { useFormat } from '@/ui/useFormat';
import css from './DataPage.module.css';

/** One retention class: how long, of what, why not shorter, and what goes next. */
export function ClassCard({ one, change }: { one: RetentionClass; change: () => void }) {
  const { t } = useTranslation();
  const format = useFormat();
  const id = `class-${one.name}`;
  return (
    <section className={css.card} aria-labelledby={id}>
      <h2 id={id}>{one.title}</h2>
      <p className={css.period}>
        {one.days === 0 ? t('data:no_end') : t('data:days', { count: one.days, number: format.number(one.days) })}
      </p>
      <p>{one.text}</p>
      {one.least > 0 && (
        <p className={css.facts}>
          {t('data:least', { count: one.least })} {one.source}
        </p>
      )}
      {one.rows_due > 0 && <p className={css.due}>{t('data:due_now', { count: one.rows_due })}</p>}
      {one.rows_due === 0 && one.goes_at && (
        <p className={css.facts}>{t('data:due_first', { date: format.date(one.goes_at) })}</p>
      )}
      {one.can?.includes('write') && (
        <Button data-act aria-label={t('data:change_period', { name: one.title })} onClick={change}>
          {t('data:change')}
        </Button>
      )}
    </section>
  );
}
