import { Switch } from 'antd';
import css from './SwitchLine.module.css';

interface Props {
  label: string;
  on: boolean;
  set: (on: boolean) => void;
  disabled?: boolean;
  busy?: boolean;
}

/** One thing that is on or off, with what it is. */
export function SwitchLine({ label, on, set, disabled = false, busy = false }: Props) {
  return (
    <label className={css.line}>
      <Switch checked={on} disabled={disabled} loading={busy} onChange={set} />
      {label}
    </label>
  );
}
