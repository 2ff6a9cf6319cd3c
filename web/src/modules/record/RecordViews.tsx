import { useTranslation } from 'react-i18next';
import { useOrg } from '@/api/org';
import { usePathname } from '@/ui/navigation';
import { PathLink } from '@/ui/PathLink';
import { paths } from '@/ui/paths';
import css from './ReceiversPage.module.css';

/** The pages around the record, each a step from the others. */
export function RecordViews() {
  const { t } = useTranslation();
  const { id: org } = useOrg();
  const path = usePathname();
  const views = [
    { to: paths.record(org), label: t('receivers:entries') },
    { to: paths.reviews(org), label: t('review:title') },
    { to: paths.receivers(org), label: t('receivers:title') },
  ];
  return (
    <nav className={css.views} aria-label={t('receivers:views')}>
      {views.map((one) => (
        <PathLink key={one.to} to={one.to} aria-current={path === one.to ? 'page' : undefined}>
          {one.label}
        </PathLink>
      ))}
    </nav>
  );
}
