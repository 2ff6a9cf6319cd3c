import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button, Checkbox, InputNumber, Switch } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { gatesQuery, putGates } from '@/api/gates';
import { useOrg } from '@/api/org';
import type { ChatGates } from '@/api/types';
import { ErrorState } from '@/ui/ErrorState';
import { Field } from '@/ui/Field';
import { FormError } from '@/ui/FormError';
import { Loading } from '@/ui/Loading';
import css from './RulesPage.module.css';

/** How fast people may write, and what protects what is read. */
export function GatesForm() {
  const { id: org } = useOrg();
  const query = useQuery(gatesQuery(org));
  if (query.isError) return <ErrorState error={query.error} retry={() => void query.refetch()} />;
  return query.data ? <Filled gates={query.data} /> : <Loading />;
}

function Filled({ gates }: { gates: ChatGates }) {
  const { t } = useTranslation();
  const { id: org } = useOrg();
  const { message } = App.useApp();
  const client = useQueryClient();
  const [next, setNext] = useState(gates);
  const save = useMutation({
    mutationFn: () => putGates(org, next),
    onSuccess: (saved) => {
      client.setQueryData(gatesQuery(org).queryKey, saved);
      void client.invalidateQueries({ queryKey: ['o', org, 'conversations'] });
      void message.success(t('gates:saved'));
    },
  });
  const count = (name: 'messages_minute' | 'directs_hour', label: string, max: number) => (
    <Field label={label}>
      {(props) => (
        <InputNumber
          {...props}
          min={1}
          max={max}
          precision={0}
          value={next[name]}
          onChange={(value) => setNext({ ...next, [name]: value ?? 1 })}
        />
      )}
    </Field>
  );
  return (
    <form
      className={css.card}
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate();
      }}
    >
      <h2>{t('gates:pace')}</h2>
      <FormError error={save.error} />
      {count('messages_minute', t('gates:messages_minute'), 6000)}
      {count('directs_hour', t('gates:directs_hour'), 10_000)}
      <Field label={t('gates:watermark')} help={t('gates:watermark_help')}>
        {({ id }) => (
          <Checkbox.Group
            className={css.column}
            aria-describedby={`${id}-help`}
            value={next.watermark}
            onChange={(watermark) => setNext({ ...next, watermark: watermark as ChatGates['watermark'] })}
            options={[
              { value: 'direct', label: t('gates:class_direct'), id },
              { value: 'group', label: t('gates:class_group') },
              { value: 'channel', label: t('gates:class_channel') },
              { value: 'staff', label: t('gates:class_staff') },
            ]}
          />
        )}
      </Field>
      <label className={css.switch}>
        <Switch
          checked={next.traced}
          disabled={next.watermark.length === 0}
          onChange={(traced) => setNext({ ...next, traced })}
        />
        {t('gates:traced')}
      </label>
      <p>{t('gates:traced_help')}</p>
      <div>
        <Button type="primary" htmlType="submit" loading={save.isPending}>
          {t('shell:save')}
        </Button>
      </div>
    </form>
  );
}
