import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { putWordRules, wordPreset, wordRulesQuery } from '@/api/moderation';
import { useOrg } from '@/api/org';
import type { WordRule } from '@/api/types';
import { Card } from '@/ui/Card';
import { EmptyState } from '@/ui/EmptyState';
import { ErrorState } from '@/ui/ErrorState';
import { FormError } from '@/ui/FormError';
import { Loading } from '@/ui/Loading';
import { useGo } from '@/ui/navigation';
import { paths } from '@/ui/paths';
import css from './ModerationPage.module.css';
import { WordRuleForm } from './WordRuleForm';
import { WordTrial } from './WordTrial';

/** Rules about words: a list, a form for one, and a box to try a text. */
export function WordRulesCard() {
  const { t } = useTranslation();
  const { id: org, may } = useOrg();
  const go = useGo();
  const { message } = App.useApp();
  const client = useQueryClient();
  const query = useQuery(wordRulesQuery(org));
  const rules = query.data?.rules ?? [];
  const [editing, setEditing] = useState<number | null>(null);
  const save = useMutation({
    mutationFn: async (next: WordRule[] | 'preset') => {
      const all = next === 'preset' ? [...rules, ...(await wordPreset(org)).rules] : next;
      return putWordRules(org, query.data?.version ?? 0, all);
    },
    onSuccess: (saved) => {
      client.setQueryData(wordRulesQuery(org).queryKey, saved);
      setEditing(null);
      void message.success(t('judge:saved'));
    },
  });
  const effects = { warn: t('judge:effect_warn'), hold: t('judge:effect_hold'), block: t('judge:effect_block') };
  return (
    <Card title={t('judge:words')} text={t('judge:words_text')}>
      {query.isPending && <Loading />}
      {query.isError && <ErrorState error={query.error} retry={() => void query.refetch()} />}
      {editing === null && <FormError error={save.error} />}
      {query.isSuccess && rules.length === 0 && (
        <EmptyState title={t('judge:no_rules')} text={t('judge:no_rules_text')} />
      )}
      <ul className={css.list}>
        {rules.map((rule, n) => (
          <li key={rule.name} className={css.rule}>
            <span>
              <strong>{rule.name}</strong>
              <span className={css.quiet}>
                {t('judge:rule_facts', { effect: effects[rule.effect], number: rule.words.length })}
              </span>
            </span>
            <Button onClick={() => setEditing(n)}>{t('judge:edit_rule')}</Button>
          </li>
        ))}
      </ul>
      {query.isSuccess && (
        <div className={css.buttons}>
          <Button type="primary" onClick={() => setEditing(rules.length)}>
            {t('judge:add_rule')}
          </Button>
          <Button loading={save.isPending} onClick={() => save.mutate('preset')}>
            {t('judge:preset')}
          </Button>
          {may('announce.publish') && (
            <Button onClick={() => go(`${paths.writeAnnouncement(org)}?begin=acceptable_use`)}>
              {t('judge:policy')}
            </Button>
          )}
        </div>
      )}
      {rules.length > 0 && <WordTrial />}
      {editing !== null && (
        <WordRuleForm
          rule={rules[editing]}
          busy={save.isPending}
          error={save.error}
          save={(rule) => save.mutate([...rules.slice(0, editing), rule, ...rules.slice(editing + 1)])}
          remove={() => save.mutate(rules.filter((_, n) => n !== editing))}
          close={() => {
            save.reset();
            setEditing(null);
          }}
        />
      )}
    </Card>
  );
}
