import { TeamOutlined } from '@ant-design/icons';
import css from './Avatar.module.css';
import { initials, toneOf } from './names';

interface Props {
  id: string;
  name: string;
  group?: boolean;
  size?: 'small' | 'medium' | 'large';
}

/** Decorative: the name always stands beside it, so the signs are drawn, not written. */
export function Avatar({ id, name, group = false, size = 'medium' }: Props) {
  return (
    <span
      className={css.avatar}
      data-tone={toneOf(id)}
      data-group={group}
      data-size={size}
      data-sign={group ? '' : initials(name)}
      aria-hidden="true"
    >
      {group && <TeamOutlined />}
    </span>
  );
}
