import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button, InputNumber, Switch } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  type DingRules,
  dingRulesQuery,
  type NotificationRules,
  notificationRulesQuery,
  setDingRules,
  setNotificationRules,
} from '@/api/ding';
import { useOrg } from '@/api/org';
import { ErrorState } from '@/ui/ErrorState';
import { Field } from '@/ui/Field';
import { FormError } from '@/ui/FormError';
import { Loading } from '@/ui/Loading';
import { ScrollPage } from '@/ui/ScrollPage';
import css from './NotifyingPage.module.css';

/** What the organisation allows notifications and urgent notices. */
export function NotifyingPage() {
  const { t } = useTranslation();
  const { id: org } = useOrg();
  const rules = useQuery(notificationRulesQuery(org));
  const dings = useQuery(dingRulesQuery(org));
  const failed = rules.error ?? dings.error;
  return (
    <ScrollPage title={t('ding:rules_title')}>
      {(rules.isPending || dings.isPending) && <Loading />}
      {failed && <ErrorState error={failed} retry={() => void Promise.all([rules.refetch(), dings.refetch()])} />}
      {rules.data && dings.data && <RulesForm rules={rules.data} dings={dings.data} />}
    </ScrollPage>
  );
}

function RulesForm({ rules, dings }: { rules: NotificationRules; dings: DingRules }) {
  const { t } = useTranslation();
  const { id: org, may } = useOrg();
  const { message } = App.useApp();
  const client = useQueryClient();
  const [next, setNext] = useState(rules);
  const [perDay, setPerDay] = useState(dings.per_day);
  const govern = may('ding.govern');
  const save = useMutation({
    mutationFn: async () => {
      await setNotificationRules(org, next);
      if (govern) await setDingRules(org, { per_day: perDay });
    },
    onSuccess: async () => {
      await Promise.all(
        ['notification-rules', 'ding-rules'].map((name) => client.invalidateQueries({ queryKey: ['o', org, name] })),
      );
      void message.success(t('ring:saved'));
    },
  });
  const same =
    next.hide_text === rules.hide_text && next.urgent_passes === rules.urgent_passes && perDay === dings.per_day;
  return (
    <form
      className={css.card}
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate();
      }}
    >
      <FormError error={save.error} />
      <label className={css.switch}>
        <Switch checked={next.hide_text} onChange={(hide_text) => setNext({ ...next, hide_text })} />
        <span>
          {t('ring:hide_text')}
          <span>{t('ring:hide_text_help')}</span>
        </span>
      </label>
      <label className={css.switch}>
        <Switch checked={next.urgent_passes} onChange={(urgent_passes) => setNext({ ...next, urgent_passes })} />
        <span>
          {t('ring:urgent_passes')}
          <span>{t('ring:urgent_passes_help')}</span>
        </span>
      </label>
      {govern && (
        <Field label={t('ring:per_day')} help={t('ring:per_day_help')}>
          {(props) => (
            <InputNumber
              {...props}
              min={0}
              max={1000}
              precision={0}
              value={perDay}
              onChange={(value) => setPerDay(value ?? 0)}
            />
          )}
        </Field>
      )}
      <div>
        <Button type="primary" htmlType="submit" disabled={same} loading={save.isPending}>
          {t('shell:save')}
        </Button>
      </div>
    </form>
  );
}
