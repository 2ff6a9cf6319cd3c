import { WarningFilled } from '@ant-design/icons';
import { useTranslation } from 'react-i18next';
import { useOrg } from '@/api/org';
import { organisationName } from '@/ui/names';
import { PathLink } from '@/ui/PathLink';
import { paths } from '@/ui/paths';
import css from './LimitedBanner.module.css';

/** Over every page of an organisation that was found to pose as another: what that means for whoever reads it. */
export function LimitedBanner() {
  const { t, i18n } = useTranslation();
  const { id, me, may } = useOrg();
  const guest = (me.roles ?? []).every((role) => role === 'guest');
  return (
    <div className={css.bar} role="status">
      <p>
        <WarningFilled aria-hidden />{' '}
        {guest ? t('limited:guests', { name: organisationName(me.organisation, i18n.language) }) : t('limited:members')}{' '}
        {guest && <PathLink to={paths.proof(id)}>{t('limited:proof')}</PathLink>}
        {may('verification.write') && <PathLink to={paths.verification(id)}>{t('limited:appeal')}</PathLink>}
      </p>
    </div>
  );
}
