import { useMutation } from '@tanstack/react-query';
import { App, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { appealDissolution, reportOrganisation } from '@/api/verification';
import { Field } from '@/ui/Field';
import { FormDialog } from '@/ui/FormDialog';
import { FormError } from '@/ui/FormError';
import { useFreshAct } from '@/ui/useFreshAct';
import { fieldErrors } from '@/ui/useProblem';
import css from './ProofPage.module.css';

const kinds = {
  report: {
    title: 'verification:report',
    text: 'verification:report_text',
    label: 'verification:report_reason',
    done: 'verification:report_done',
  },
  appeal: {
    title: 'verification:dissolved_appeal',
    text: 'verification:dissolved_appeal_text',
    label: 'verification:dissolved_appeal_reason',
    done: 'verification:dissolved_appeal_done',
  },
};

interface Props {
  kind: keyof typeof kinds;
  org: string;
  onClose: () => void;
}

/** A few sentences for the operators: a report, or the wish to have a dissolved organisation back. */
export function ReasonDialog({ kind, org, onClose }: Props) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const fresh = useFreshAct(t('verification:fresh_text'));
  const [reason, setReason] = useState('');
  const words = kinds[kind];
  const send = useMutation({
    mutationFn: () => (kind === 'report' ? reportOrganisation(org, reason) : appealDissolution(org, reason)),
    onSuccess: () => {
      void message.success(t(words.done));
      onClose();
    },
    onError: (error) => fresh.asked(error, () => send.mutate()),
  });
  // Only the appeal changes something of an organisation's, and has to be proved.
  const begin = () => (kind === 'appeal' ? fresh.run(() => send.mutate()) : send.mutate());
  return (
    <>
      <FormDialog
        title={t(words.title)}
        okText={t('verification:send')}
        ready={reason.trim().length >= 10}
        busy={send.isPending}
        onOk={begin}
        onClose={onClose}
      >
        <div className={css.form}>
          <FormError error={send.error} />
          <p>{t(words.text)}</p>
          <Field
            label={t(words.label)}
            help={t('verification:reason_length')}
            error={fieldErrors(send.error)[0]?.message}
          >
            {(props) => (
              <Input.TextArea
                {...props}
                rows={4}
                maxLength={500}
                value={reason}
                onChange={(event) => setReason(event.target.value)}
              />
            )}
          </Field>
        </div>
      </FormDialog>
      {fresh.dialog}
    </>
  );
}
