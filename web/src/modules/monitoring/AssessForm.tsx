import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Input, InputNumber, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { assess, gatesAtQuery } from '@/api/monitoring';
import { useOrg } from '@/api/org';
import type { MonitoringGate, MonitoringNotice } from '@/api/types';
import { Field } from '@/ui/Field';
import { FormDialog } from '@/ui/FormDialog';
import { FormError } from '@/ui/FormError';
import { useFormat } from '@/ui/useFormat';
import css from './Monitoring.module.css';

interface Props {
  gate: MonitoringGate;
  notices: MonitoringNotice[];
  close: () => void;
}

const least = 20;

/** Puts on record why employees are looked at, and how. */
export function AssessForm({ gate, notices, close }: Props) {
  const { t } = useTranslation();
  const { id: org } = useOrg();
  const format = useFormat();
  const client = useQueryClient();
  const [next, setNext] = useState({
    ...gate.assessment,
    kept_days: gate.assessment.kept_days || 30,
    notice_id: gate.notice?.id ?? '',
    coverage: gate.coverage,
  });
  const save = useMutation({
    mutationFn: () => assess(org, gate.function, { ...next, version: gate.version }),
    onSuccess: (saved) => {
      client.setQueryData(gatesAtQuery(org).queryKey, saved);
      close();
    },
  });
  const words = (name: 'purpose' | 'necessity' | 'alternatives' | 'readers', label: string) => (
    <Field label={label}>
      {(props) => (
        <Input.TextArea
          {...props}
          autoSize={{ minRows: 2, maxRows: 6 }}
          maxLength={2000}
          value={next[name]}
          onChange={(event) => setNext({ ...next, [name]: event.target.value })}
        />
      )}
    </Field>
  );
  const whole = [next.purpose, next.necessity, next.alternatives, next.readers].every(
    (text) => [...text.trim()].length >= least,
  );
  const titled = (one: MonitoringNotice) =>
    `${format.lang.startsWith('zh') && one.title_zh ? one.title_zh : one.title_en} ${one.label}`;
  return (
    <FormDialog
      title={t(gate.function === 'chats' ? 'monitoring:chats' : 'monitoring:location')}
      okText={t('shell:save')}
      ready={whole}
      busy={save.isPending}
      wide
      onOk={() => save.mutate()}
      onClose={close}
    >
      <div className={css.fields}>
        <p className={css.quiet}>{t('monitoring:assess_text', { count: least })}</p>
        <FormError error={save.error} />
        {words('purpose', t('monitoring:purpose'))}
        {words('necessity', t('monitoring:necessity'))}
        {words('alternatives', t('monitoring:alternatives'))}
        {words('readers', t('monitoring:readers'))}
        <Field label={t('monitoring:kept_days')}>
          {(props) => (
            <InputNumber
              {...props}
              min={1}
              max={183}
              precision={0}
              value={next.kept_days}
              onChange={(value) => setNext({ ...next, kept_days: value ?? 30 })}
            />
          )}
        </Field>
        <Field label={t('monitoring:notice')} help={t('monitoring:notice_help')}>
          {(props) => (
            <Select
              {...props}
              allowClear
              value={next.notice_id || undefined}
              placeholder={t('monitoring:notice_none')}
              options={notices.map((one) => ({ value: one.id, label: titled(one) }))}
              onChange={(value) => setNext({ ...next, notice_id: value ?? '' })}
            />
          )}
        </Field>
        <Field label={t('monitoring:coverage')} help={t('monitoring:coverage_help')}>
          {(props) => (
            <InputNumber
              {...props}
              min={1}
              max={100}
              precision={0}
              suffix="%"
              value={next.coverage}
              onChange={(value) => setNext({ ...next, coverage: value ?? 100 })}
            />
          )}
        </Field>
      </div>
    </FormDialog>
  );
}
