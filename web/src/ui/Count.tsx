import type { ReactNode } from 'react';
import css from './Count.module.css';

interface Props {
  value: number;
  dot?: boolean;
  children: ReactNode;
}

/** A small number on an icon. Decorative: whoever uses it says the number in words beside it. */
export function Count({ value, dot = false, children }: Props) {
  return (
    <span className={css.host}>
      {children}
      {value > 0 && (
        <span className={css.count} data-dot={dot} aria-hidden="true">
          {!dot && (value > 99 ? '99+' : value)}
        </span>
      )}
    </span>
  );
}
