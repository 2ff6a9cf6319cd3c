import { useMutation, useQueryClient } from '@tanstack/react-query';
import { InputNumber, Radio } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useOrg } from '@/api/org';
import { setPeriod } from '@/api/retention';
import type { RetentionClass } from '@/api/types';
import { Field } from '@/ui/Field';
import { FormDialog } from '@/ui/FormDialog';
import { FormError } from '@/ui/FormError';
import { fieldErrors } from '@/ui/useProblem';
import css from './DataPage.module.css';

/** Sets a period. What the law asks for at least is said before, and again by the server. */
export function PeriodForm({ one, onClose }: { one: RetentionClass; onClose: () => void }) {
  const { t } = useTranslation();
  const { id: org } = useOrg();
  const client = useQueryClient();
  const [ends, setEnds] = useState(one.days > 0);
  const [days, setDays] = useState<number | null>(one.days || one.days_at_first || one.suggested || null);
  const save = useMutation({
    mutationFn: () => setPeriod(org, one.name, ends ? (days ?? 0) : 0),
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: ['o', org, 'data'] });
      onClose();
    },
  });
  const help = [
    one.least > 0 ? `${t('data:least', { count: one.least })} ${one.source}` : '',
    one.suggested > 0 ? t('data:suggested', { count: one.suggested }) : '',
  ].filter(Boolean);
  return (
    <FormDialog
      title={t('data:change_period', { name: one.title })}
      okText={t('shell:save')}
      ready={!ends || Boolean(days)}
      busy={save.isPending}
      onOk={() => save.mutate()}
      onClose={onClose}
    >
      <div className={css.form}>
        <FormError error={save.error} />
        <p className={css.note}>{one.text}</p>
        <Radio.Group
          aria-label={t('data:kept_for')}
          value={ends}
          onChange={(event) => setEnds(event.target.value)}
          options={[
            { value: false, label: t('data:no_end') },
            { value: true, label: t('data:for_days') },
          ]}
        />
        {ends && (
          <Field label={t('data:days_label')} help={help.join(' ')} error={fieldErrors(save.error)[0]?.message}>
            {(props) => (
              <InputNumber
                {...props}
                className={css.wide}
                min={1}
                max={36600}
                precision={0}
                value={days}
                onChange={setDays}
              />
            )}
          </Field>
        )}
        {ends && <p className={css.held}>{t('data:goes_for_good')}</p>}
      </div>
    </FormDialog>
  );
}
