import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useOrg } from '@/api/org';
import { ScrollPage } from '@/ui/ScrollPage';
import { FollowingGroup } from './FollowingGroup';
import { GateLinks } from './GateLinks';
import { GatesForm } from './GatesForm';
import { HeldMessages } from './HeldMessages';
import { LinkRules } from './LinkRules';
import { PeriodsCard } from './PeriodsCard';
import { RobotRules } from './RobotRules';
import { RulesForm } from './RulesForm';
import css from './RulesPage.module.css';
import { TraceCard } from './TraceCard';

/** How the organisation wants its conversations, and the messages that wait to be released; children are other modules' rules. */
export function RulesPage({ children }: { children?: ReactNode }) {
  const { t } = useTranslation();
  const { may } = useOrg();
  return (
    <ScrollPage title={t('chat:rules_title')}>
      <div className={css.column}>
        {may('chat.govern') && <RulesForm />}
        {may('chat.govern') && <GateLinks />}
        {may('chat.govern') && <GatesForm />}
        {children}
        {may('chat.govern') && <PeriodsCard />}
        {may('chat.trace.read') && <TraceCard />}
        {may('chat.govern') && <FollowingGroup />}
        {may('links.govern') && <LinkRules />}
        {may('hook.govern') && <RobotRules />}
        {may('chat.message.judge') && <HeldMessages />}
      </div>
    </ScrollPage>
  );
}
