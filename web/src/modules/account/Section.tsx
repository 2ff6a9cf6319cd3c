import { type ReactNode, useId } from 'react';
import css from './MePage.module.css';

interface Props {
  title: string;
  text?: string;
  action?: ReactNode;
  children?: ReactNode;
}

export function Section({ title, text, action, children }: Props) {
  const id = useId();
  return (
    <section className={css.section} aria-labelledby={id}>
      <div className={css.head}>
        <div>
          <h2 id={id}>{title}</h2>
          {text && <p>{text}</p>}
        </div>
        {action}
      </div>
      {children}
    </section>
  );
}
