import { useTranslation } from 'react-i18next';
import type { Certificate } from '@/api/sso';
import { useFormat } from '@/ui/useFormat';
import css from './SsoPage.module.css';

/** By which a provider signs, with what tells one from another. */
export function Certificates({ all }: { all: Certificate[] }) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <ul className={css.certificates}>
      {all.map((one) => (
        <li key={one.digest}>
          {t('sso:certificate_until', { date: format.date(one.until) })}
          <small>
            {one.subject} · {one.digest.slice(0, 16)}
          </small>
        </li>
      ))}
    </ul>
  );
}
