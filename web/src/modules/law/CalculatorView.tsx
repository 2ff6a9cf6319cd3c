import { useQuery } from '@tanstack/react-query';
import { Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { lawTopicsQuery } from '@/api/law';
import { useOrg } from '@/api/org';
import { EmptyState } from '@/ui/EmptyState';
import { ErrorState } from '@/ui/ErrorState';
import { Field } from '@/ui/Field';
import { Loading } from '@/ui/Loading';
import { useFormat } from '@/ui/useFormat';
import css from './Calculator.module.css';
import { TopicForm } from './TopicForm';
import { byRules } from './values';

interface Props {
  topic: string;
  choose: (topic: string) => void;
}

export function CalculatorView({ topic, choose }: Props) {
  const { t } = useTranslation();
  const { id: org } = useOrg();
  const { lang } = useFormat();
  const query = useQuery(lawTopicsQuery(org, lang));
  if (query.isPending) return <Loading rows={4} />;
  if (query.isError) return <ErrorState error={query.error} retry={() => void query.refetch()} />;
  const topics = query.data.items;
  const titles: Record<string, string> = { hk: t('law:hk'), mainland: t('law:mainland'), company: t('law:company') };
  const found = topics.find((one) => one.name === topic);
  return (
    <div className={css.column}>
      <Field label={t('law:topic')}>
        {({ id }) => (
          <Select
            id={id}
            showSearch={{ optionFilterProp: 'label' }}
            placeholder={t('law:topic_choose')}
            value={found?.name}
            options={byRules(topics).map((group) => ({
              label: titles[group.rules],
              options: group.items.map((one) => ({ value: one.name, label: one.title })),
            }))}
            onChange={choose}
          />
        )}
      </Field>
      {found && <TopicForm key={found.name} topic={found} />}
      {!found && (
        <EmptyState
          title={topic ? t('law:topic_unknown') : t('law:topic_none')}
          text={topic ? undefined : t('law:topic_none_text')}
        />
      )}
    </div>
  );
}
