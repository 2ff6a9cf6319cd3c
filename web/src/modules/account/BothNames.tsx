import { Input } from 'antd';
import { Field } from '@/ui/Field';

interface Named {
  name: string;
  name_zh: string;
}

interface Props<T extends Named> {
  value: T;
  onChange: (value: T) => void;
  errors: Record<string, string>;
  /** What the two fields are called. */
  name: string;
  nameZh: string;
}

/** Somebody's name, and their name in Chinese if they have one. */
export function BothNames<T extends Named>({ value, onChange, errors, name, nameZh }: Props<T>) {
  return (
    <>
      <Field label={name} error={errors.name}>
        {(props) => (
          <Input
            {...props}
            size="large"
            autoComplete="name"
            placeholder="CHAN Tai Man, Peter"
            value={value.name}
            onChange={(event) => onChange({ ...value, name: event.target.value })}
          />
        )}
      </Field>
      <Field label={nameZh} optional error={errors.name_zh}>
        {(props) => (
          <Input
            {...props}
            size="large"
            lang="zh-HK"
            placeholder="陳大文"
            value={value.name_zh}
            onChange={(event) => onChange({ ...value, name_zh: event.target.value })}
          />
        )}
      </Field>
    </>
  );
}
