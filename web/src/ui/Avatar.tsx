import { TeamOutlined } from '@ant-design/icons';
import { useContext, useState } from 'react';
import { OrgContext } from '@/api/org';
import css from './Avatar.module.css';
import { initials, toneOf } from './names';
import { pictureAddress } from './picture';

interface Props {
  id: string;
  name: string;
  picture?: string;
  group?: boolean;
  size?: 'small' | 'medium' | 'large';
  /** Whether the person is there; said in words beside it, too. */
  state?: 'here' | 'away';
}

/** Decorative: the name always stands beside it, so the signs are drawn, not written. */
export function Avatar({ id, name, picture = '', group = false, size = 'medium', state }: Props) {
  const org = useContext(OrgContext);
  const [broken, setBroken] = useState('');
  const shown = org && picture && picture !== broken;
  return (
    <span
      className={css.avatar}
      data-tone={toneOf(id)}
      data-group={group}
      data-size={size}
      data-state={state}
      data-sign={group || shown ? '' : initials(name)}
      aria-hidden="true"
    >
      {group && <TeamOutlined />}
      {shown && (
        <img
          src={pictureAddress(org.id, id, picture)}
          alt=""
          loading="lazy"
          decoding="async"
          onError={() => setBroken(picture)}
        />
      )}
    </span>
  );
}
