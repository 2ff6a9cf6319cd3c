import type { FormEvent, ReactNode } from 'react';
import css from './Card.module.css';

interface Props {
  title: string;
  text?: ReactNode;
  /** What its one form does; none: it is no form. */
  submit?: () => void;
  children: ReactNode;
}

/** A part of a page with a heading of its own. */
export function Card({ title, text, submit, children }: Props) {
  const inside = (
    <>
      <h2>{title}</h2>
      {text && <p className={css.text}>{text}</p>}
      {children}
    </>
  );
  const sent = (event: FormEvent) => {
    event.preventDefault();
    submit?.();
  };
  return (
    <section className={css.card} aria-label={title}>
      {submit ? (
        <form className={css.form} onSubmit={sent}>
          {inside}
        </form>
      ) : (
        inside
      )}
    </section>
  );
}
