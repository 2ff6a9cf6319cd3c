import { CalendarOutlined, WarningOutlined } from '@ant-design/icons';
import { useTranslation } from 'react-i18next';
import type { LawTable } from '@/api/law';
import css from './TableCard.module.css';
import { useWords } from './useWords';
import { ValueList } from './ValueList';

/** Everything that is not settled is marked: a date that was computed may still change. */
function Status({ text }: { text: string }) {
  const { t } = useTranslation();
  const settled = [t('law:status_in_force'), t('law:status_announced')].includes(text);
  return (
    <span className={css.status} data-settled={settled}>
      {!settled && <WarningOutlined aria-hidden />}
      {text}
    </span>
  );
}

export function TableCard({ table }: { table: LawTable }) {
  const { t } = useTranslation();
  const { day } = useWords();
  const { row, next, review } = table;
  return (
    <article className={css.card} aria-labelledby={`law-table-${table.id}`}>
      <div className={css.top}>
        <h3 id={`law-table-${table.id}`}>{table.title}</h3>
        <Status text={row.status} />
      </div>
      <p className={css.span}>
        {row.until
          ? t('law:from_until', { from: day(row.from), until: day(row.until) })
          : t('law:from_on', { from: day(row.from) })}
      </p>
      <ValueList values={row.values} />
      <p className={css.source}>{t('law:source', { source: row.source })}</p>
      {next && (
        <details className={css.next}>
          <summary>{t('law:next', { date: day(next.from) })}</summary>
          <Status text={next.status} />
          <ValueList values={next.values} />
          <p className={css.source}>{t('law:source', { source: next.source })}</p>
        </details>
      )}
      {review && (
        <p className={css.review}>
          <CalendarOutlined aria-hidden />
          {t('law:review', { date: day(review) })}
        </p>
      )}
    </article>
  );
}
