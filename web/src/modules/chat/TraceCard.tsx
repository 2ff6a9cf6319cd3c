import { useMutation } from '@tanstack/react-query';
import { Button, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { readTrace } from '@/api/gates';
import { useOrg } from '@/api/org';
import { Card } from '@/ui/Card';
import { Field } from '@/ui/Field';
import { FormError } from '@/ui/FormError';
import { useFormat } from '@/ui/useFormat';
import { useFreshAct } from '@/ui/useFreshAct';

/** Says who copied a text, from the trace that it carries. */
export function TraceCard() {
  const { t } = useTranslation();
  const { id: org } = useOrg();
  const format = useFormat();
  const fresh = useFreshAct();
  const [text, setText] = useState('');
  const read = useMutation({
    mutationFn: () => readTrace(org, text),
    onError: (error) => void fresh.asked(error, () => read.mutate()),
  });
  return (
    <>
      <Card title={t('gates:trace_read')} text={t('gates:trace_text')} submit={() => fresh.run(() => read.mutate())}>
        <FormError error={read.error} />
        <Field label={t('gates:trace_label')}>
          {(props) => (
            <Input.TextArea
              {...props}
              maxLength={200_000}
              autoSize={{ minRows: 2, maxRows: 6 }}
              value={text}
              onChange={(event) => setText(event.target.value)}
            />
          )}
        </Field>
        <div>
          <Button htmlType="submit" disabled={!text.trim()} loading={read.isPending}>
            {t('gates:trace_do')}
          </Button>
        </div>
        <div role="status">
          {read.data?.items.length === 0 && <p>{t('gates:trace_none')}</p>}
          {(read.data?.items ?? []).map((one) => (
            <p key={one.session_id + one.at}>
              {t('gates:trace_found', {
                name: format.person(one.person),
                device: one.device,
                when: format.dateTime(one.at),
              })}
            </p>
          ))}
        </div>
      </Card>
      {fresh.dialog}
    </>
  );
}
