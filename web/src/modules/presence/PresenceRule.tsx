import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Switch } from 'antd';
import { useTranslation } from 'react-i18next';
import { useOrg } from '@/api/org';
import { presenceRuleQuery, setPresenceRule } from '@/api/presence';
import { FormError } from '@/ui/FormError';
import css from './Presence.module.css';

/** Whether people see of each other who is there. */
export function PresenceRule() {
  const { t } = useTranslation();
  const { id: org } = useOrg();
  const client = useQueryClient();
  const rule = useQuery(presenceRuleQuery(org));
  const save = useMutation({
    mutationFn: (shown: boolean) => setPresenceRule(org, shown),
    onSuccess: (saved) => {
      client.setQueryData(presenceRuleQuery(org).queryKey, saved);
      void client.invalidateQueries({ queryKey: ['o', org, 'presence'] });
    },
  });
  if (!rule.data) return null;
  return (
    <section className={css.section} aria-labelledby="presence-rule">
      <h2 id="presence-rule">{t('presence:title')}</h2>
      <FormError error={save.error} />
      <label className={css.switch}>
        <Switch
          checked={save.isPending ? save.variables : rule.data.shown}
          loading={save.isPending}
          onChange={(shown) => save.mutate(shown)}
        />
        {t('presence:rule_shown')}
      </label>
      <p>{t('presence:rule_text')}</p>
    </section>
  );
}
