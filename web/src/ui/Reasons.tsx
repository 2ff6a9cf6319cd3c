import { useTranslation } from 'react-i18next';
import type { Reason } from '@/api/types';
import css from './RightsList.module.css';
import { useFormat } from './useFormat';

/** The rules behind a decision, in the server's words, each with its own name. */
export function Reasons({ items }: { items: Reason[] }) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <ul className={css.reasons}>
      {items.map((one) => (
        <li key={one.policy || one.text}>
          {one.text}
          {one.policy && (
            <span className={css.rule}>
              <code>{one.policy}</code>
              {one.until && <time dateTime={one.until}>{t('rights:until', { time: format.exact(one.until) })}</time>}
            </span>
          )}
        </li>
      ))}
    </ul>
  );
}
