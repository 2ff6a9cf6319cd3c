import { Select } from 'antd';
import { Field } from './Field';

interface Props {
  label: string;
  help: string;
  value: string[];
  set: (value: string[]) => void;
}

/** Names that are typed one after another, such as domains. */
export function NamesField({ label, help, value, set }: Props) {
  return (
    <Field label={label} help={help} optional>
      {(props) => (
        <Select
          {...props}
          mode="tags"
          open={false}
          suffixIcon={null}
          tokenSeparators={[' ', ',']}
          value={value}
          onChange={set}
        />
      )}
    </Field>
  );
}
