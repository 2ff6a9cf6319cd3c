import { useQuery } from '@tanstack/react-query';
import { Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { rulesQuery } from '@/api/access';
import { useOrg } from '@/api/org';
import type { FieldProps } from '@/ui/Field';
import { byModule } from '@/ui/rights';
import { useFormat } from '@/ui/useFormat';

interface Props {
  field: FieldProps;
  value: string;
  onChange: (action: string) => void;
}

/** One of the actions there are, in words, by module. */
export function ActionPicker({ field, value, onChange }: Props) {
  const { t } = useTranslation();
  const { id: org } = useOrg();
  const { lang } = useFormat();
  const rules = useQuery(rulesQuery(org, lang));
  return (
    <Select
      {...field}
      showSearch={{ optionFilterProp: 'label' }}
      allowClear
      loading={rules.isFetching}
      placeholder={t('access:choose_action')}
      value={value || undefined}
      options={byModule(rules.data?.items ?? []).map((group) => ({
        label: group.title,
        options: group.items.map((one) => ({ value: one.action, label: one.title })),
      }))}
      onChange={(action) => onChange(action ?? '')}
    />
  );
}
