import { useQuery } from '@tanstack/react-query';
import { Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { departmentsQuery } from '@/api/directory';
import { useOrg } from '@/api/org';
import { pathTo } from './departments';
import type { FieldProps } from './Field';
import { useFormat } from './useFormat';

interface Props {
  field: Partial<FieldProps> & { 'aria-label'?: string };
  value: string[];
  onChange: (ids: string[]) => void;
  single?: boolean;
  /** One may be chosen, or none. */
  clearable?: boolean;
  placeholder?: string;
}

/** Chooses departments by their way from the top. */
export function DepartmentPicker({ field, value, onChange, single = false, clearable = false, placeholder }: Props) {
  const { t } = useTranslation();
  const { id: org } = useOrg();
  const format = useFormat();
  const query = useQuery(departmentsQuery(org));
  const all = query.data?.items ?? [];
  const names = new Map(all.map((one) => [one.id, format.person(one)]));
  const options = all.map((one) => ({
    value: one.id,
    label: pathTo(all, one.id)
      .map((id) => names.get(id))
      .join(' / '),
  }));
  return (
    <Select<string[] | string>
      {...field}
      mode={single ? undefined : 'multiple'}
      allowClear={clearable}
      showSearch={{ optionFilterProp: 'label' }}
      loading={query.isPending}
      placeholder={placeholder ?? t('common:choose_department')}
      value={single ? value[0] : value}
      onChange={(next) => onChange(Array.isArray(next) ? next : next ? [next] : [])}
      options={options}
    />
  );
}
