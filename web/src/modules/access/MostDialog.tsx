import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Input, Segmented } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { mostQuery, sayMost } from '@/api/access';
import { useOrg } from '@/api/org';
import type { Most } from '@/api/types';
import { Field } from '@/ui/Field';
import { FormDialog } from '@/ui/FormDialog';
import { FormError } from '@/ui/FormError';
import { fieldErrors } from '@/ui/useProblem';

/** Says another number of administrators, with a reason; where there are more than one another has to agree. */
export function MostDialog({ now, people, onClose }: { now: Most; people: number; onClose: () => void }) {
  const { t } = useTranslation();
  const { id: org } = useOrg();
  const client = useQueryClient();
  const [most, setMost] = useState(now.most);
  const [reason, setReason] = useState('');
  const save = useMutation({
    mutationFn: () => sayMost(org, most, reason),
    onSuccess: (next) => {
      client.setQueryData(mostQuery(org).queryKey, next);
      void client.invalidateQueries({ queryKey: ['o', org, 'access'] });
      onClose();
    },
  });
  const wrong = (field: string) => fieldErrors(save.error).find((one) => one.name === field)?.message;
  const bound = now.bound < 5 ? ` ${t('most:number_bound', { bound: now.bound })}` : '';
  return (
    <FormDialog
      title={t('most:title')}
      okText={t(people > 1 ? 'most:ask' : 'most:save')}
      ready={most !== now.most && reason.trim().length >= 10}
      busy={save.isPending}
      onOk={() => save.mutate()}
      onClose={onClose}
    >
      <FormError error={save.error} />
      <Field label={t('most:number')} help={t('most:number_help') + bound} error={wrong('most')}>
        {(props) => (
          <Segmented<number>
            id={props.id}
            aria-label={t('most:number')}
            value={most}
            options={[2, 3, 4, 5]
              .filter((n) => n <= now.bound)
              .map((n) => ({ value: n, label: n, disabled: n < people }))}
            onChange={setMost}
          />
        )}
      </Field>
      <Field label={t('most:reason')} help={t('most:reason_help')} error={wrong('reason')}>
        {(props) => (
          <Input.TextArea
            {...props}
            value={reason}
            maxLength={500}
            autoSize={{ minRows: 2, maxRows: 6 }}
            onChange={(event) => setReason(event.target.value)}
          />
        )}
      </Field>
      {people > 1 && <p>{t('most:ask_text')}</p>}
    </FormDialog>
  );
}
