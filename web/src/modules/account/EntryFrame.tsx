import type { ReactNode } from 'react';
import { LanguageSelect } from '@/ui/LanguageSelect';
import { Mark } from '@/ui/Mark';
import css from './EntryFrame.module.css';

interface Props {
  title: string;
  text?: ReactNode;
  children: ReactNode;
}

/** The frame of the pages before the door: calm, one card, the language always in reach. */
export function EntryFrame({ title, text, children }: Props) {
  return (
    <div className={css.frame}>
      <title>{`${title} · Tramway`}</title>
      <header className={css.top}>
        <span className={css.brand}>
          <Mark size={28} />
          <span>Tramway</span>
        </span>
        <LanguageSelect quiet />
      </header>
      <main className={css.main} id="content">
        <div className={css.card}>
          <h1>{title}</h1>
          {text && <p className={css.text}>{text}</p>}
          {children}
        </div>
      </main>
    </div>
  );
}
