import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { robotRulesQuery, setRobotRules } from '@/api/cards';
import { useOrg } from '@/api/org';
import type { RobotRules as Rules } from '@/api/types';
import { ErrorState } from '@/ui/ErrorState';
import { Field } from '@/ui/Field';
import { FormError } from '@/ui/FormError';
import { Loading } from '@/ui/Loading';
import css from './RulesPage.module.css';

/** The door by which robots are told what people press on their cards: shut at first. */
export function RobotRules() {
  const { t } = useTranslation();
  const { id: org } = useOrg();
  const query = useQuery(robotRulesQuery(org));
  return (
    <section className={css.card} aria-label={t('later:robots_heading')}>
      <h2>{t('later:robots_heading')}</h2>
      <p>{t('later:robots_text')}</p>
      {query.isPending && <Loading />}
      {query.isError && <ErrorState error={query.error} retry={() => void query.refetch()} />}
      {query.data && <Form rules={query.data} />}
    </section>
  );
}

function Form({ rules }: { rules: Rules }) {
  const { t } = useTranslation();
  const { id: org } = useOrg();
  const { message } = App.useApp();
  const client = useQueryClient();
  const [hosts, setHosts] = useState(rules.hosts ?? []);
  const save = useMutation({
    mutationFn: () => setRobotRules(org, { hosts }),
    onSuccess: (saved) => {
      client.setQueryData(robotRulesQuery(org).queryKey, saved);
      setHosts(saved.hosts ?? []);
      void message.success(t('later:robots_saved'));
    },
  });
  return (
    <>
      <FormError error={save.error} />
      <Field label={t('later:robots_hosts')} help={t('later:robots_hosts_help')} optional>
        {(props) => (
          <Select
            {...props}
            mode="tags"
            open={false}
            suffixIcon={null}
            tokenSeparators={[' ', ',']}
            value={hosts}
            onChange={setHosts}
          />
        )}
      </Field>
      <div>
        <Button
          type="primary"
          disabled={JSON.stringify(hosts) === JSON.stringify(rules.hosts ?? [])}
          loading={save.isPending}
          onClick={() => save.mutate()}
        >
          {t('shell:save')}
        </Button>
      </div>
    </>
  );
}
