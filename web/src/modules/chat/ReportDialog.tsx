import { useMutation } from '@tanstack/react-query';
import { App, Input, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { reportMessage } from '@/api/moderation';
import { useOrg } from '@/api/org';
import type { Message, ReportCause } from '@/api/types';
import { Field } from '@/ui/Field';
import { FormDialog } from '@/ui/FormDialog';
import { FormError } from '@/ui/FormError';
import css from './GroupSettings.module.css';

/** Hands a message to whoever judges, and says what is handed over. */
export function ReportDialog({ message, close }: { message: Message; close: () => void }) {
  const { t } = useTranslation();
  const { message: toast } = App.useApp();
  const { id: org } = useOrg();
  const [cause, setCause] = useState<ReportCause>();
  const [note, setNote] = useState('');
  const send = useMutation({
    mutationFn: () => reportMessage(org, message.conversation_id, message.seq, cause ?? 'other', note.trim()),
    onSuccess: () => {
      void toast.success(t('talk:report_done'));
      close();
    },
  });
  return (
    <FormDialog
      title={t('talk:report_title')}
      okText={t('talk:report_send')}
      ready={cause !== undefined}
      busy={send.isPending}
      onOk={() => send.mutate()}
      onClose={close}
    >
      <div className={css.form}>
        <FormError error={send.error} />
        <p>{t('talk:report_text')}</p>
        <Field label={t('talk:report_cause')}>
          {(props) => (
            <Select<ReportCause>
              {...props}
              value={cause}
              onChange={setCause}
              options={[
                { value: 'harassment', label: t('talk:cause_harassment') },
                { value: 'confidential', label: t('talk:cause_confidential') },
                { value: 'unlawful', label: t('talk:cause_unlawful') },
                { value: 'spam', label: t('talk:cause_spam') },
                { value: 'other', label: t('talk:cause_else') },
              ]}
            />
          )}
        </Field>
        <Field label={t('talk:report_note')} optional>
          {(props) => (
            <Input.TextArea
              {...props}
              maxLength={1000}
              autoSize={{ minRows: 2, maxRows: 6 }}
              value={note}
              onChange={(event) => setNote(event.target.value)}
            />
          )}
        </Field>
      </div>
    </FormDialog>
  );
}
