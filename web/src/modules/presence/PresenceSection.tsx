import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Switch } from 'antd';
import { useTranslation } from 'react-i18next';
import { useOrg } from '@/api/org';
import { choosePresence, presenceChoiceQuery } from '@/api/presence';
import { FormError } from '@/ui/FormError';
import css from './Presence.module.css';

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
    <section className={css.section} aria-labelledby="me-presence">
      <h2 id="me-presence">{t('presence:title')}</h2>
      <FormError error={save.error} />
      <label className={css.switch}>
        <Switch
          checked={!(save.isPending ? save.variables : choice.data.hidden)}
          loading={save.isPending}
          onChange={(shown) => save.mutate(!shown)}
        />
        {t('presence:mine_shown')}
      </label>
      <p>{t('presence:mine_text')}</p>
    </section>
  );
}
