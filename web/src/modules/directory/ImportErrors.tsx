import { useTranslation } from 'react-i18next';
import type { Import } from '@/api/types';
import { useFormat } from '@/ui/useFormat';
import css from './ImportPage.module.css';

export function ImportErrors({ one }: { one: Import }) {
  const { t } = useTranslation();
  const format = useFormat();
  const errors = one.errors ?? [];
  if (errors.length === 0) return null;
  return (
    <div className={css.errors}>
      <h3>{t('import:errors_title')}</h3>
      <p>{t('import:errors_text')}</p>
      <section className={css.scroll} tabIndex={0} aria-label={t('import:errors_title')}>
        <table>
          <thead>
            <tr>
              <th scope="col">{t('import:row')}</th>
              <th scope="col">{t('import:column')}</th>
              <th scope="col">{t('import:problem')}</th>
            </tr>
          </thead>
          <tbody>
            {errors.map((error) => (
              <tr key={`${error.row}-${error.column}-${error.code}`}>
                <td className={css.digits}>{format.number(error.row)}</td>
                <td>{error.column}</td>
                <td>{error.message}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      {one.errors_total > errors.length && (
        <p>{t('import:errors_more', { count: one.errors_total - errors.length })}</p>
      )}
    </div>
  );
}
