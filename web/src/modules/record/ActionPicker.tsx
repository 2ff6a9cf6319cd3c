import { useQuery } from '@tanstack/react-query';
import { Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { useOrg } from '@/api/org';
import { recordActionsQuery } from '@/api/record';
import { useFormat } from '@/ui/useFormat';

interface Props {
  id: string;
  value: string;
  change: (action: string) => void;
}

/** Chooses by words what entries are about; the name in the address may also be the beginning of several. */
export function ActionPicker({ id, value, change }: Props) {
  const { t } = useTranslation();
  const { id: org } = useOrg();
  const { lang } = useFormat();
  const query = useQuery(recordActionsQuery(org, lang));
  const options = (query.data?.items ?? []).map((one) => ({ value: one.action, label: one.title }));
  return (
    <Select
      id={id}
      allowClear
      showSearch={{
        filterOption: (typed, option) =>
          Boolean(option?.label.toLowerCase().includes(typed.toLowerCase()) || option?.value.includes(typed)),
      }}
      popupMatchSelectWidth={false}
      loading={query.isPending}
      placeholder={t('record:any_action')}
      notFoundContent={t('record:no_action')}
      options={options}
      value={value || undefined}
      onChange={(next?: string) => change(next ?? '')}
    />
  );
}
