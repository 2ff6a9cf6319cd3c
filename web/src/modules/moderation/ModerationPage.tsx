import { useTranslation } from 'react-i18next';
import { useOrg } from '@/api/org';
import { ScrollPage } from '@/ui/ScrollPage';
import css from './ModerationPage.module.css';
import { Reports } from './Reports';
import { WordRulesCard } from './WordRulesCard';

/** What members reported, and rules about words. */
export function ModerationPage() {
  const { t } = useTranslation();
  const { may } = useOrg();
  return (
    <ScrollPage title={t('judge:title')}>
      <div className={css.column}>
        {may('moderation.judge') && <Reports />}
        {may('moderation.govern') && <WordRulesCard />}
      </div>
    </ScrollPage>
  );
}
