import type { ReactNode } from 'react';
import { LanguageSelect } from '@/ui/LanguageSelect';
import { Mark } from '@/ui/Mark';
import { OrgMark } from '@/ui/OrgMark';
import css from './EntryFrame.module.css';

interface Props {
  title: string;
  text?: ReactNode;
  /** By whom one is asked in: their picture, if they have one. */
  host?: { name: string; picture?: string };
  children: ReactNode;
}

/** The frame of the pages before the door: calm, one card, the language always in reach. */
export function EntryFrame({ title, text, host, children }: Props) {
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
          {host?.picture && <OrgMark name={host.name} picture={host.picture} size="medium" />}
          <h1>{title}</h1>
          {text && <p className={css.text}>{text}</p>}
          {children}
        </div>
      </main>
    </div>
  );
}
