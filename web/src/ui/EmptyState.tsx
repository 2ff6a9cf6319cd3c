import type { ReactNode } from 'react';
import { Mark } from './Mark';
import css from './states.module.css';

interface Props {
  title: string;
  text?: string;
  mark?: boolean;
  level?: 'h1' | 'h2';
  children?: ReactNode;
}

/** What belongs here, and the one thing to do about it. */
export function EmptyState({ title, text, mark = false, level: Title = 'h2', children }: Props) {
  return (
    <div className={css.state}>
      {mark && <Mark size={56} className={css.mark} />}
      <Title>{title}</Title>
      {text && <p>{text}</p>}
      {children && <div className={css.actions}>{children}</div>}
    </div>
  );
}
