import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { dingOptionsQuery } from '@/api/ding';
import { useOrg } from '@/api/org';
import { ErrorState } from '@/ui/ErrorState';
import { FormDialog } from '@/ui/FormDialog';
import { useAddressValues } from '@/ui/navigation';
import { DingForm } from './DingForm';

/**
 * A new notice, with whom and what the address already says: /ding/new?to=a,b&message=conversation/7,
 * with unread=1 to all who have not read that message, or group=conversation to all in it.
 */
export function NewDing({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const { id: org } = useOrg();
  const [values] = useAddressValues();
  const to = (values.get('to') ?? '').split(',').filter(Boolean).slice(0, 250);
  const [conversation = '', seq = ''] = (values.get('message') ?? '').split('/');
  const message = conversation && Number(seq) > 0 ? { conversation_id: conversation, seq: Number(seq) } : undefined;
  const group = values.get('group') ?? '';
  const options = useQuery(dingOptionsQuery(org, to, values.has('unread') ? message : undefined));
  if (options.isError)
    return (
      <FormDialog
        title={t('ding:new')}
        okText={t('ring:send')}
        ready={false}
        busy={false}
        onOk={onClose}
        onClose={onClose}
      >
        <ErrorState error={options.error} retry={() => void options.refetch()} />
      </FormDialog>
    );
  if (!options.data) return null;
  const known = Object.fromEntries(options.data.asked.map((one) => [one.id, one]));
  return (
    <DingForm
      title={t('ding:new')}
      options={options.data}
      asked={to.map((id) => known[id]).filter((one) => one !== undefined)}
      group={group}
      message={message}
      onClose={onClose}
    />
  );
}
