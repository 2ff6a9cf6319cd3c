import { useState } from 'react';
import { address } from '@/api/client';
import { initials, toneOf } from './names';

/** Of a Chinese name the first two signs: the last ones say that it is a company. */
const signs = (name: string) =>
  name
    .match(/\p{Script=Han}/gu)
    ?.slice(0, 2)
    .join('') ?? initials(name);

import css from './OrgMark.module.css';

interface Props {
  name: string;
  picture?: string;
  size?: 'tiny' | 'small' | 'medium' | 'large';
}

/** An organisation by its picture, or by its letters; decorative, as the name always stands beside it. */
export function OrgMark({ name, picture = '', size = 'small' }: Props) {
  const [broken, setBroken] = useState('');
  const shown = picture !== '' && picture !== broken;
  return (
    <span
      className={css.mark}
      data-tone={toneOf(name)}
      data-size={size}
      data-sign={shown ? '' : signs(name)}
      aria-hidden="true"
    >
      {shown && (
        <img
          src={address(`/organisation-pictures/${encodeURIComponent(picture)}`)}
          alt=""
          decoding="async"
          onError={() => setBroken(picture)}
        />
      )}
    </span>
  );
}
