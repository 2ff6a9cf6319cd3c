import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button, InputNumber, Switch } from 'antd';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { chatRulesQuery, setChatRules } from '@/api/chat';
import { useOrg } from '@/api/org';
import type { ChatRules } from '@/api/types';
import { ErrorState } from '@/ui/ErrorState';
import { Field } from '@/ui/Field';
import { FormError } from '@/ui/FormError';
import { Loading } from '@/ui/Loading';
import { ScrollPage } from '@/ui/ScrollPage';
import { FollowingGroup } from './FollowingGroup';
import { GateLinks } from './GateLinks';
import { GatesForm } from './GatesForm';
import { HeldMessages } from './HeldMessages';
import { LinkRules } from './LinkRules';
import { PeriodsCard } from './PeriodsCard';
import { RobotRules } from './RobotRules';
import css from './RulesPage.module.css';
import { TraceCard } from './TraceCard';

/** How the organisation wants its conversations, and the messages that wait to be released; children are other modules' rules. */
export function RulesPage({ children }: { children?: ReactNode }) {
  const { t } = useTranslation();
  const { id: org, may } = useOrg();
  const query = useQuery(chatRulesQuery(org));
  return (
    <ScrollPage title={t('chat:rules_title')}>
      <div className={css.column}>
        {query.isPending && <Loading />}
        {query.isError && <ErrorState error={query.error} retry={() => void query.refetch()} />}
        {query.data && may('chat.govern') && <RulesForm rules={query.data} />}
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

const most = 43_200;

function RulesForm({ rules }: { rules: ChatRules }) {
  const { t } = useTranslation();
  const { id: org } = useOrg();
  const { message } = App.useApp();
  const client = useQueryClient();
  const [next, setNext] = useState(rules);
  const save = useMutation({
    mutationFn: () => setChatRules(org, next),
    onSuccess: (saved) => {
      client.setQueryData(chatRulesQuery(org).queryKey, saved);
      void message.success(t('talk:saved'));
    },
  });
  const minutes = (name: 'edit_minutes' | 'recall_minutes', label: string, help?: string) => (
    <Field label={label} help={help}>
      {(props) => (
        <InputNumber
          {...props}
          min={0}
          max={most}
          precision={0}
          value={next[name]}
          onChange={(value) => setNext({ ...next, [name]: value ?? 0 })}
        />
      )}
    </Field>
  );
  const same = (Object.keys(rules) as (keyof ChatRules)[]).every((name) => rules[name] === next[name]);
  return (
    <form
      className={css.card}
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate();
      }}
    >
      <h2>{t('talk:rules_heading')}</h2>
      <FormError error={save.error} />
      {minutes('edit_minutes', t('talk:edit_minutes'))}
      {minutes('recall_minutes', t('talk:recall_minutes'), t('talk:minutes_help'))}
      <Field label={t('talk:attachment_mb')}>
        {(props) => (
          <InputNumber
            {...props}
            min={1}
            max={65_536}
            precision={0}
            value={next.attachment_mb ?? 50}
            onChange={(value) => setNext({ ...next, attachment_mb: value ?? 50 })}
          />
        )}
      </Field>
      <label className={css.switch}>
        <Switch checked={next.receipts} onChange={(receipts) => setNext({ ...next, receipts })} />
        {t('talk:receipts')}
      </label>
      <label className={css.switch}>
        <Switch checked={next.forwarding} onChange={(forwarding) => setNext({ ...next, forwarding })} />
        {t('talk:forwarding')}
      </label>
      <label className={css.switch}>
        <Switch
          checked={next.forward_outside ?? false}
          disabled={!next.forwarding}
          onChange={(forward_outside) => setNext({ ...next, forward_outside })}
        />
        {t('talk:forward_outside')}
      </label>
      <div>
        <Button type="primary" htmlType="submit" disabled={same} loading={save.isPending}>
          {t('shell:save')}
        </Button>
      </div>
    </form>
  );
}
