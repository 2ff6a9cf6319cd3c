import { useState } from 'react';
import { address } from '@/api/client';
import { initials, toneOf } from './names';
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
      data-sign={shown ? '' : initials(name)}
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
