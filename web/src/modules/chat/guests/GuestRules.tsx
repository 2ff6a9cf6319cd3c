import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Switch } from 'antd';
import { useTranslation } from 'react-i18next';
import { guestRulesQuery, setGuestRules } from '@/api/guests';
import { useOrg } from '@/api/org';
import type { GuestRules as Rules } from '@/api/types';
import { ErrorState } from '@/ui/ErrorState';
import { Loading } from '@/ui/Loading';
import { useProblemToast } from '@/ui/useProblem';
import css from './Guests.module.css';

/** Whether guests may come, and whether our people may go without being asked here. */
export function GuestRules() {
  const { t } = useTranslation();
  const { id: org } = useOrg();
  const { message } = App.useApp();
  const client = useQueryClient();
  const query = useQuery(guestRulesQuery(org));
  const save = useMutation({
    mutationFn: (next: Rules) => setGuestRules(org, next),
    onSuccess: (saved) => {
      client.setQueryData(guestRulesQuery(org).queryKey, saved);
      void message.success(t('guests:saved'));
    },
    onError: useProblemToast(),
  });
  const rules = query.data;
  if (query.isPending) return <Loading />;
  if (!rules) return <ErrorState error={query.error} retry={() => void query.refetch()} />;
  const flag = (name: keyof Pick<Rules, 'inviting' | 'joining'>, label: string, help: string) => (
    <div>
      <label>
        <Switch
          checked={rules[name]}
          loading={save.isPending}
          onChange={(on) => save.mutate({ ...rules, [name]: on })}
        />
        {label}
      </label>
      <p>{help}</p>
    </div>
  );
  return (
    <div className={css.rules}>
      {flag('inviting', t('guests:rules_inviting'), t('guests:rules_inviting_help'))}
      {flag('joining', t('guests:rules_joining'), t('guests:rules_joining_help'))}
    </div>
  );
}
