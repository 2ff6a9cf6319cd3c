import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button, Select, Switch } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { linkRulesQuery, setLinkRules } from '@/api/later';
import { useOrg } from '@/api/org';
import type { LinkRules as Rules } from '@/api/types';
import { ErrorState } from '@/ui/ErrorState';
import { Field } from '@/ui/Field';
import { FormError } from '@/ui/FormError';
import { Loading } from '@/ui/Loading';
import css from './RulesPage.module.css';

/** The door through which pages behind links are looked up: shut at first. */
export function LinkRules() {
  const { t } = useTranslation();
  const { id: org } = useOrg();
  const query = useQuery(linkRulesQuery(org));
  return (
    <section className={css.card} aria-label={t('later:links_heading')}>
      <h2>{t('later:links_heading')}</h2>
      <p>{t('later:links_text')}</p>
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
  const [next, setNext] = useState(rules);
  const save = useMutation({
    mutationFn: () => setLinkRules(org, next),
    onSuccess: (saved) => {
      client.setQueryData(linkRulesQuery(org).queryKey, saved);
      setNext(saved);
      void message.success(t('later:links_saved'));
    },
  });
  const domains = (name: 'only' | 'never', label: string, help: string) => (
    <Field label={label} help={help} optional>
      {(props) => (
        <Select
          {...props}
          mode="tags"
          open={false}
          suffixIcon={null}
          tokenSeparators={[' ', ',']}
          value={next[name] ?? []}
          onChange={(list: string[]) => setNext({ ...next, [name]: list })}
        />
      )}
    </Field>
  );
  return (
    <>
      <FormError error={save.error} />
      <label className={css.switch}>
        <Switch checked={next.shown} onChange={(shown) => setNext({ ...next, shown })} />
        {t('later:links_shown')}
      </label>
      {next.shown && domains('only', t('later:links_only'), t('later:links_only_help'))}
      {next.shown && domains('never', t('later:links_never'), t('later:links_never_help'))}
      <div>
        <Button
          type="primary"
          disabled={JSON.stringify(next) === JSON.stringify(rules)}
          loading={save.isPending}
          onClick={() => save.mutate()}
        >
          {t('shell:save')}
        </Button>
      </div>
    </>
  );
}
