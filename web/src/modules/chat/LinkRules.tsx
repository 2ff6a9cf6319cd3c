import { useTranslation } from 'react-i18next';
import { linkRulesQuery, setLinkRules } from '@/api/later';
import { useOrg } from '@/api/org';
import type { LinkRules as Rules } from '@/api/types';
import { NamesField } from '@/ui/NamesField';
import { RulesCard } from '@/ui/RulesCard';
import { SwitchLine } from '@/ui/SwitchLine';

/** The door through which pages behind links are looked up: shut at first. */
export function LinkRules() {
  const { t } = useTranslation();
  const { id: org } = useOrg();
  return (
    <RulesCard<Rules>
      title={t('later:links_heading')}
      text={t('later:links_text')}
      rules={linkRulesQuery(org)}
      save={(next) => setLinkRules(org, next)}
      done={t('later:links_saved')}
    >
      {(next, change) => (
        <>
          <SwitchLine label={t('later:links_shown')} on={next.shown} set={(shown) => change({ shown })} />
          {next.shown && (
            <NamesField
              label={t('later:links_only')}
              help={t('later:links_only_help')}
              value={next.only ?? []}
              set={(only) => change({ only })}
            />
          )}
          {next.shown && (
            <NamesField
              label={t('later:links_never')}
              help={t('later:links_never_help')}
              value={next.never ?? []}
              set={(never) => change({ never })}
            />
          )}
        </>
      )}
    </RulesCard>
  );
}
