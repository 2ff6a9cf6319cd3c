import type { ReactNode } from 'react';
import css from './ScrollPage.module.css';

interface Props {
  title: string;
  /** What the page offers beside its heading. */
  tools?: ReactNode;
  children: ReactNode;
}

/** A page that scrolls as a whole, its heading with it. */
export function ScrollPage({ title, tools, children }: Props) {
  return (
    <main className={css.page} id="content">
      <div className={css.head}>
        <h1>{title}</h1>
        {tools}
      </div>
      {children}
    </main>
  );
}
