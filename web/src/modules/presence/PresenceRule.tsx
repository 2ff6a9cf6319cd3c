import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useOrg } from '@/api/org';
import { presenceRuleQuery, setPresenceRule } from '@/api/presence';
import { Card } from '@/ui/Card';
import { FormError } from '@/ui/FormError';
import { SwitchLine } from '@/ui/SwitchLine';

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
    <Card title={t('presence:title')} text={t('presence:rule_text')}>
      <FormError error={save.error} />
      <SwitchLine
        label={t('presence:rule_shown')}
        on={save.isPending ? save.variables : rule.data.shown}
        busy={save.isPending}
        set={(shown) => save.mutate(shown)}
      />
    </Card>
  );
}
