import { useTranslation } from 'react-i18next';
import { robotRulesQuery, setRobotRules } from '@/api/cards';
import { useOrg } from '@/api/org';
import type { RobotRules as Rules } from '@/api/types';
import { NamesField } from '@/ui/NamesField';
import { RulesCard } from '@/ui/RulesCard';

/** The door by which robots are told what people press on their cards: shut at first. */
export function RobotRules() {
  const { t } = useTranslation();
  const { id: org } = useOrg();
  return (
    <RulesCard<Rules>
      title={t('later:robots_heading')}
      text={t('later:robots_text')}
      rules={robotRulesQuery(org)}
      save={(next) => setRobotRules(org, next)}
      done={t('later:robots_saved')}
    >
      {(next, change) => (
        <NamesField
          label={t('later:robots_hosts')}
          help={t('later:robots_hosts_help')}
          value={next.hosts ?? []}
          set={(hosts) => change({ hosts })}
        />
      )}
    </RulesCard>
  );
}
