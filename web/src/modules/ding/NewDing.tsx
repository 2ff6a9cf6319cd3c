import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { dingOptionsQuery } from '@/api/ding';
import { useOrg } from '@/api/org';
import { useAddressValues } from '@/ui/navigation';
import { DingForm } from './DingForm';

/** A new notice, with whom and what the address already says: /ding/new?to=a,b&message=conversation/7. */
export function NewDing({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const { id: org } = useOrg();
  const [values] = useAddressValues();
  const to = (values.get('to') ?? '').split(',').filter(Boolean).slice(0, 250);
  const [conversation = '', seq = ''] = (values.get('message') ?? '').split('/');
  const options = useQuery(dingOptionsQuery(org, to));
  if (!options.data) return null;
  const known = Object.fromEntries(options.data.asked.map((one) => [one.id, one]));
  return (
    <DingForm
      title={t('ding:new')}
      options={options.data}
      asked={to.map((id) => known[id]).filter((one) => one !== undefined)}
      message={conversation && Number(seq) > 0 ? { conversation_id: conversation, seq: Number(seq) } : undefined}
      onClose={onClose}
    />
  );
}
