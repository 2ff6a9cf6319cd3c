import { lazy, type ReactNode, Suspense } from 'react';
import css from './Markdown.module.css';

const MarkdownText = lazy(() => import('./MarkdownText'));

/** Words that are drawn in a way of their own, such as names. */
export interface Marks {
  find: RegExp | null;
  draw: (words: string) => ReactNode;
}

interface Props {
  text: string;
  marks?: Marks;
  /** Language of the text where it is known, for fonts and for reading aloud. */
  lang?: string;
}

/** Text with Markdown in it. What draws it comes with the first text; until then it stands there as it was written. */
export function Markdown({ text, lang, marks }: Props) {
  return (
    <div className={css.text} lang={lang}>
      <Suspense fallback={<p className={css.plain}>{text}</p>}>
        <MarkdownText text={text} marks={marks} />
      </Suspense>
    </div>
  );
}
