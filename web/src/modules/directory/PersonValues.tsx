import { useQuery } from '@tanstack/react-query';
import { Input, Select } from 'antd';
import { personFieldsQuery } from '@/api/directory';
import { useOrg } from '@/api/org';
import type { Person, PersonField } from '@/api/types';
import { Field, type FieldProps } from '@/ui/Field';
import { useFormat } from '@/ui/useFormat';
import { fieldName } from './fields';

interface Props {
  person?: Person;
  values: Record<string, string>;
  change: (values: Record<string, string>) => void;
  errors: Record<string, string>;
}

/** What the organisation asks, as far as the one who writes sees it of this person. */
export function PersonValues({ person, values, change, errors }: Props) {
  const { id: org, may } = useOrg();
  const { lang } = useFormat();
  const fields = useQuery(personFieldsQuery(org));
  const seen = (field: PersonField) =>
    person ? (person.sees ?? []).includes(field.visible) : field.visible === 'everybody' || may('directory.field.read');
  return (fields.data?.items ?? []).filter(seen).map((field) => (
    <Field key={field.id} label={fieldName(field, lang)} optional={!field.required} error={errors[field.id]}>
      {(props) => (
        <ValueInput
          field={field}
          props={props}
          value={values[field.id] ?? ''}
          onChange={(value) => change({ ...values, [field.id]: value })}
        />
      )}
    </Field>
  ));
}

interface InputProps {
  field: PersonField;
  props?: FieldProps;
  value: string;
  onChange: (value: string) => void;
}

export function ValueInput({ field, props, value, onChange }: InputProps) {
  const { lang } = useFormat();
  if (field.kind === 'choice') {
    return (
      <Select
        {...props}
        allowClear
        aria-label={props ? undefined : fieldName(field, lang)}
        value={value || undefined}
        onChange={(chosen) => onChange(chosen ?? '')}
        options={(field.choices ?? []).map((one) => ({ value: one, label: one }))}
      />
    );
  }
  return (
    <Input
      {...props}
      aria-label={props ? undefined : fieldName(field, lang)}
      type={field.kind === 'date' ? 'date' : 'text'}
      inputMode={field.kind === 'number' ? 'decimal' : undefined}
      autoComplete="off"
      value={value}
      onChange={(event) => onChange(event.target.value)}
    />
  );
}
