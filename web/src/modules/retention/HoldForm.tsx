import { useMutation, useQueryClient } from '@tanstack/react-query';
import { DatePicker, Input, Segmented } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useOrg } from '@/api/org';
import { makeHold } from '@/api/retention';
import { Field } from '@/ui/Field';
import { FormDialog } from '@/ui/FormDialog';
import { FormError } from '@/ui/FormError';
import { PeoplePicker } from '@/ui/PeoplePicker';
import { useFormat } from '@/ui/useFormat';
import { fieldErrors } from '@/ui/useProblem';
import css from './DataPage.module.css';

/** A hold on a person or on everything, with its reason and its last day. */
export function HoldForm({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const { id: org } = useOrg();
  const format = useFormat();
  const client = useQueryClient();
  const [whole, setWhole] = useState(false);
  const [people, setPeople] = useState<string[]>([]);
  const [reason, setReason] = useState('');
  const [until, setUntil] = useState('');
  const save = useMutation({
    mutationFn: () => makeHold(org, { person_id: whole ? undefined : people[0], reason, until }),
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: ['o', org, 'data'] });
      onClose();
    },
  });
  const errors = Object.fromEntries(fieldErrors(save.error).map((one) => [one.name, one.message]));
  return (
    <FormDialog
      title={t('data:make_hold')}
      okText={t('data:make_hold')}
      ready={reason.trim() !== '' && until !== '' && (whole || people.length > 0)}
      busy={save.isPending}
      onOk={() => save.mutate()}
      onClose={onClose}
    >
      <div className={css.form}>
        <FormError error={save.error} />
        <Segmented<boolean>
          block
          aria-label={t('data:hold_on')}
          value={whole}
          options={[
            { value: false, label: t('data:one_person') },
            { value: true, label: t('data:everybody') },
          ]}
          onChange={setWhole}
        />
        {!whole && (
          <Field label={t('data:person')} error={errors.person_id}>
            {(props) => <PeoplePicker field={props} single value={people} onChange={setPeople} />}
          </Field>
        )}
        <Field label={t('data:reason')} help={t('data:reason_help')} error={errors.reason}>
          {(props) => (
            <Input.TextArea
              {...props}
              rows={3}
              maxLength={500}
              value={reason}
              onChange={(event) => setReason(event.target.value)}
            />
          )}
        </Field>
        <Field label={t('data:last_day')} error={errors.until}>
          {(props) => (
            <DatePicker
              {...props}
              className={css.wide}
              format={format.lang === 'zh-CN' ? 'YYYY/MM/DD' : 'DD/MM/YYYY'}
              onChange={(day) =>
                setUntil(day ? format.moment(new Date(Date.UTC(day.year(), day.month(), day.date(), 23, 59, 59))) : '')
              }
            />
          )}
        </Field>
      </div>
    </FormDialog>
  );
}
