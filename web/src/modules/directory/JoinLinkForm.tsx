import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Checkbox, Input, InputNumber, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { departmentsQuery } from '@/api/directory';
import { joinLinksQuery, makeJoinLink } from '@/api/joining';
import { useOrg } from '@/api/org';
import { bootQuery } from '@/api/session';
import type { JoinLinkInput } from '@/api/types';
import { Field } from '@/ui/Field';
import { FormDialog } from '@/ui/FormDialog';
import { FormError } from '@/ui/FormError';
import { useFormat } from '@/ui/useFormat';
import { fieldErrors } from '@/ui/useProblem';
import css from './Joining.module.css';
import { JoinLinkShown } from './JoinLinkShown';

const days = [1, 7, 30, 90];

/** A new link: for whom, how long, and whether somebody decides about each. */
export function JoinLinkForm({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const { id: org } = useOrg();
  const format = useFormat();
  const client = useQueryClient();
  const mail = useQuery(bootQuery).data?.mail ?? false;
  const departments = useQuery(departmentsQuery(org)).data?.items ?? [];
  const [input, setInput] = useState<JoinLinkInput>({
    label: '',
    department_id: '',
    approval: true,
    most: 0,
    days: 7,
    mail_to: [],
  });
  const make = useMutation({
    mutationFn: () => makeJoinLink(org, input),
    onSuccess: () => client.invalidateQueries({ queryKey: joinLinksQuery(org).queryKey }),
  });
  if (make.data) return <JoinLinkShown made={make.data} asked={input.mail_to.length} onClose={onClose} />;
  const wrong = fieldErrors(make.error)[0]?.message;
  return (
    <FormDialog
      title={t('join:make_link')}
      okText={t('join:make')}
      ready
      busy={make.isPending}
      onOk={() => make.mutate()}
      onClose={onClose}
    >
      <div className={css.form}>
        <FormError error={make.error} />
        <Field label={t('join:label')} optional help={t('join:label_help')}>
          {(props) => (
            <Input
              {...props}
              maxLength={80}
              value={input.label}
              onChange={(event) => setInput({ ...input, label: event.target.value })}
            />
          )}
        </Field>
        <Field label={t('directory:field_department')} optional>
          {(props) => (
            <Select
              {...props}
              allowClear
              value={input.department_id || undefined}
              onChange={(value) => setInput({ ...input, department_id: value ?? '' })}
              options={departments.map((one) => ({ value: one.id, label: format.person(one) }))}
            />
          )}
        </Field>
        <div className={css.two}>
          <Field label={t('join:works')}>
            {(props) => (
              <Select
                {...props}
                value={input.days}
                onChange={(value) => setInput({ ...input, days: value })}
                options={days.map((value) => ({ value, label: t('join:days', { count: value }) }))}
              />
            )}
          </Field>
          <Field label={t('join:most')} optional>
            {(props) => (
              <InputNumber
                {...props}
                min={1}
                max={10_000}
                className={css.number}
                value={input.most || null}
                onChange={(value) => setInput({ ...input, most: value ?? 0 })}
              />
            )}
          </Field>
        </div>
        <div>
          <Checkbox
            checked={input.approval || !mail}
            disabled={!mail}
            onChange={(event) => setInput({ ...input, approval: event.target.checked })}
          >
            {t('join:approval')}
          </Checkbox>
          <p className={css.note}>{mail ? t('join:approval_help') : t('join:approval_always')}</p>
        </div>
        {mail && (
          <Field label={t('join:mail_to')} optional help={t('join:mail_to_help')} error={wrong}>
            {(props) => (
              <Select
                {...props}
                mode="tags"
                open={false}
                suffixIcon={null}
                tokenSeparators={[',', ' ', ';']}
                value={input.mail_to}
                onChange={(value: string[]) => setInput({ ...input, mail_to: value.slice(0, 20) })}
              />
            )}
          </Field>
        )}
      </div>
    </FormDialog>
  );
}
