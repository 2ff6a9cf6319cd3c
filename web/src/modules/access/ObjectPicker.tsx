import { useQuery } from '@tanstack/react-query';
import { Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { departmentsQuery, personQuery } from '@/api/directory';
import { useOrg } from '@/api/org';
import type { FieldProps } from '@/ui/Field';
import { PeoplePicker } from '@/ui/PeoplePicker';
import { useFormat } from '@/ui/useFormat';

interface Props {
  field: FieldProps;
  kind: 'person' | 'department';
  /** As the server names it: `person:id` or `department:id`. */
  value: string;
  onChange: (object: string) => void;
}

export function ObjectPicker({ field, kind, value, onChange }: Props) {
  const { t } = useTranslation();
  const { id: org } = useOrg();
  const format = useFormat();
  const departments = useQuery({ ...departmentsQuery(org), enabled: kind === 'department' });
  const prefix = `${kind}:`;
  const id = value.startsWith(prefix) ? value.slice(prefix.length) : '';
  // Whoever stands in the address may be far down the list.
  const { data: person } = useQuery({ ...personQuery(org, id), enabled: kind === 'person' && id !== '' });
  const choose = (one = '') => onChange(one && prefix + one);
  if (kind === 'person') {
    return (
      <PeoplePicker
        key={person?.id ?? ''}
        field={field}
        single
        value={id ? [id] : []}
        known={person ? { [person.id]: format.person(person) } : {}}
        onChange={([one]) => choose(one)}
      />
    );
  }
  return (
    <Select
      {...field}
      showSearch={{ optionFilterProp: 'label' }}
      allowClear
      loading={departments.isFetching}
      placeholder={t('access:choose_department')}
      value={id || undefined}
      options={(departments.data?.items ?? []).map((one) => ({ value: one.id, label: format.person(one) }))}
      onChange={choose}
    />
  );
}
