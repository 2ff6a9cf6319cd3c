import { useTranslation } from 'react-i18next';
import { useOrg } from '@/api/org';
import { Card } from '@/ui/Card';
import { PathLink } from '@/ui/PathLink';
import { paths } from '@/ui/paths';
import css from './RulesPage.module.css';

/** The pages about what may pass between people. */
export function GateLinks() {
  const { t } = useTranslation();
  const { id: org, may } = useOrg();
  return (
    <Card title={t('gates:heading')}>
      <nav className={css.links} aria-label={t('gates:heading')}>
        {may('reach.govern') && <PathLink to={paths.reach(org)}>{t('gates:reach')}</PathLink>}
        {may('monitoring.govern') && <PathLink to={paths.monitoring(org)}>{t('gates:monitoring')}</PathLink>}
        {may('moderation.judge') && <PathLink to={paths.moderation(org)}>{t('gates:moderation')}</PathLink>}
        {may('chat.import') && <PathLink to={paths.oldMessages(org)}>{t('gates:old_messages')}</PathLink>}
        {may('guest.manage') && <PathLink to={paths.guests(org)}>{t('gates:guests')}</PathLink>}
      </nav>
    </Card>
  );
}
