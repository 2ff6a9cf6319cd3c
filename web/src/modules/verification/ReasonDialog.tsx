import { useMutation } from '@tanstack/react-query';
import { App, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { appealDissolution, appealStanding, reportOrganisation } from '@/api/verification';
import { Field } from '@/ui/Field';
import { FormDialog } from '@/ui/FormDialog';
import { FormError } from '@/ui/FormError';
import { useFreshAct } from '@/ui/useFreshAct';
import { fieldErrors } from '@/ui/useProblem';
import css from './ProofPage.module.css';

const kinds = {
  report: {
    send: reportOrganisation,
    title: 'verification:report',
    text: 'verification:report_text',
    label: 'verification:report_reason',
    done: 'verification:report_done',
  },
  appeal: {
    send: appealDissolution,
    title: 'verification:dissolved_appeal',
    text: 'verification:dissolved_appeal_text',
    label: 'verification:dissolved_appeal_reason',
    done: 'verification:dissolved_appeal_done',
  },
  standing: {
    send: appealStanding,
    title: 'verification:standing_appeal',
    text: 'verification:standing_appeal_text',
    label: 'verification:standing_appeal_reason',
    done: 'verification:standing_appeal_done',
  },
};

interface Props {
  kind: keyof typeof kinds;
  org: string;
  onClose: () => void;
}

/** A few sentences for the operators: a report, or an appeal against being dissolved or limited. */
export function ReasonDialog({ kind, org, onClose }: Props) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const fresh = useFreshAct(t('verification:fresh_appeal'));
  const [reason, setReason] = useState('');
  const words = kinds[kind];
  const send = useMutation({
    mutationFn: () => words.send(org, reason),
    onSuccess: () => {
      void message.success(t(words.done));
      onClose();
    },
    onError: (error) => fresh.asked(error, () => send.mutate()),
  });
  // Appeals speak for an organisation, and have to be proved.
  const begin = () => (kind === 'report' ? send.mutate() : fresh.run(() => send.mutate()));
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
