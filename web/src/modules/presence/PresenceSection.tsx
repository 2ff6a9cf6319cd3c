import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useOrg } from '@/api/org';
import { choosePresence, presenceChoiceQuery } from '@/api/presence';
import { Card } from '@/ui/Card';
import { FormError } from '@/ui/FormError';
import { SwitchLine } from '@/ui/SwitchLine';

/** Whether others see that I am there; shown only where the organisation shows it at all. */
export function PresenceSection() {
  const { t } = useTranslation();
  const { id: org } = useOrg();
  const client = useQueryClient();
  const choice = useQuery(presenceChoiceQuery(org));
  const save = useMutation({
    mutationFn: (hidden: boolean) => choosePresence(org, hidden),
    onSuccess: (saved) => client.setQueryData(presenceChoiceQuery(org).queryKey, saved),
  });
  if (!choice.data?.organisation) return null;
  return (
    <Card title={t('presence:title')} text={t('presence:mine_text')}>
      <FormError error={save.error} />
      <SwitchLine
        label={t('presence:mine_shown')}
        on={!(save.isPending ? save.variables : choice.data.hidden)}
        busy={save.isPending}
        set={(shown) => save.mutate(!shown)}
      />
    </Card>
  );
}
