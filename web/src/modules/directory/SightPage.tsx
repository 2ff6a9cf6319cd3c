import { DeleteOutlined, EditOutlined, PlusOutlined } from '@ant-design/icons';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useOrg } from '@/api/org';
import { removeSightRule, sightRulesQuery } from '@/api/sight';
import type { SightRule } from '@/api/types';
import { EmptyState } from '@/ui/EmptyState';
import { ErrorState } from '@/ui/ErrorState';
import { Loading } from '@/ui/Loading';
import { useAddressValues } from '@/ui/navigation';
import { ScrollPage } from '@/ui/ScrollPage';
import { BulkLimits } from './BulkLimits';
import { SightForm } from './SightForm';
import css from './SightPage.module.css';
import { SightSentence } from './SightSentence';
import { SightTrial } from './SightTrial';

/** Who does not see whom: rules in words, and a way to try them. */
export function SightPage() {
  const { t } = useTranslation();
  const { id: org } = useOrg();
  const client = useQueryClient();
  const { modal, message } = App.useApp();
  const [values, setValues] = useAddressValues();
  const [marked, setMarked] = useState<string[]>([]);
  const query = useQuery(sightRulesQuery(org));
  const rules = query.data?.items ?? [];
  const editing = rules.find((one) => one.id === values.get('rule'));
  const remove = useMutation({
    mutationFn: (id: string) => removeSightRule(org, id),
    onSuccess: () => client.invalidateQueries({ queryKey: ['o', org] }),
    onError: (error) => void message.error(error.message),
  });
  const ask = (rule: SightRule) =>
    modal.confirm({
      title: t('sight:remove_ask'),
      content: t('sight:remove_text'),
      okText: t('sight:remove'),
      okButtonProps: { danger: true },
      cancelText: t('shell:cancel'),
      onOk: () => remove.mutateAsync(rule.id).catch(() => undefined),
    });
  const close = () => setValues({ rule: '', add: '' }, true);
  return (
    <ScrollPage
      title={t('sight:title')}
      tools={
        <Button type="primary" icon={<PlusOutlined aria-hidden />} onClick={() => setValues({ add: '1' })}>
          {t('sight:add')}
        </Button>
      }
    >
      <p className={css.intro}>{t('sight:intro')}</p>
      {query.isPending && <Loading />}
      {query.isError && <ErrorState error={query.error} retry={() => void query.refetch()} />}
      {query.isSuccess && rules.length === 0 && <EmptyState title={t('sight:none')} text={t('sight:none_text')} />}
      <ul className={css.list}>
        {rules.map((rule) => (
          <li key={rule.id} data-marked={marked.includes(rule.id)}>
            <SightSentence rule={rule} />
            <Button
              type="text"
              icon={<EditOutlined aria-hidden />}
              aria-label={t('sight:edit')}
              onClick={() => setValues({ rule: rule.id })}
            />
            <Button
              type="text"
              danger
              icon={<DeleteOutlined aria-hidden />}
              aria-label={t('sight:remove')}
              onClick={() => ask(rule)}
            />
          </li>
        ))}
      </ul>
      {rules.length > 0 && <SightTrial mark={setMarked} />}
      <BulkLimits />
      {(values.has('add') || editing) && <SightForm rule={editing} close={close} />}
    </ScrollPage>
  );
}
