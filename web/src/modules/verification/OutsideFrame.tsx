import type { ReactNode } from 'react';
import { LanguageSelect } from '@/ui/LanguageSelect';
import { Mark } from '@/ui/Mark';
import css from './OutsideFrame.module.css';

interface Props {
  title: string;
  /** As wide as the window allows; otherwise a card to read. */
  wide?: boolean;
  tools?: ReactNode;
  children: ReactNode;
}

/** The frame of pages that belong to no organisation. */
export function OutsideFrame({ title, wide = false, tools, children }: Props) {
  return (
    <div className={css.frame}>
      <title>{`${title} · Tramway`}</title>
      <header className={css.top}>
        <span className={css.brand}>
          <Mark size={28} />
          <span>Tramway</span>
        </span>
        <span className={css.tools}>
          {tools}
          <LanguageSelect quiet />
        </span>
      </header>
      <main className={css.main} id="content" data-wide={wide}>
        <div className={css.card}>
          <h1>{title}</h1>
          {children}
        </div>
      </main>
    </div>
  );
}
