import { useMutation } from '@tanstack/react-query';
import { Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useOrg } from '@/api/org';
import { type EntryFilter, sealedExport } from '@/api/record';
import { Field } from '@/ui/Field';
import { FormDialog } from '@/ui/FormDialog';
import { FormError } from '@/ui/FormError';
import { useFormat } from '@/ui/useFormat';
import { useFreshAct } from '@/ui/useFreshAct';
import { fieldErrors } from '@/ui/useProblem';
import css from './RecordPage.module.css';

/** The days that the filters show, as one file that only the recipients can open. */
export function SealForm({ filter, onClose }: { filter: EntryFilter; onClose: () => void }) {
  const { t } = useTranslation();
  const { id: org } = useOrg();
  const format = useFormat();
  const fresh = useFreshAct();
  const [keys, setKeys] = useState('');
  const recipients = keys.split(/[\s,]+/).filter(Boolean);
  const seal = useMutation({ mutationFn: () => sealedExport(org, recipients, filter), onSuccess: onClose });
  const from = filter.from ? format.dateTime(filter.from) : t('record:seal_beginning');
  const to = filter.to ? format.dateTime(filter.to) : t('record:seal_now');
  return (
    <FormDialog
      title={t('record:export_sealed')}
      okText={t('record:export')}
      ready={recipients.length > 0 && recipients.length <= 10}
      busy={seal.isPending}
      onOk={() => fresh.run(() => seal.mutate())}
      onClose={onClose}
    >
      <div className={css.form}>
        <FormError error={seal.error} />
        <p>{t('record:seal_text')}</p>
        <p>{t('record:seal_range', { from, to })}</p>
        <Field
          label={t('record:seal_recipients')}
          help={t('record:seal_help')}
          error={fieldErrors(seal.error).find((one) => one.name === 'recipients')?.message}
        >
          {(props) => (
            <Input.TextArea
              {...props}
              autoSize={{ minRows: 2, maxRows: 6 }}
              spellCheck={false}
              placeholder="age1…"
              value={keys}
              onChange={(event) => setKeys(event.target.value)}
            />
          )}
        </Field>
      </div>
      {fresh.dialog}
    </FormDialog>
  );
}
