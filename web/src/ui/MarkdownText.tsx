import type { Nodes } from 'mdast';
import { findAndReplace } from 'mdast-util-find-and-replace';
import { memo, type ReactNode } from 'react';
import ReactMarkdown, { type Components } from 'react-markdown';
import remarkCjkFriendly from 'remark-cjk-friendly';
import remarkGfm from 'remark-gfm';
import type { Marks } from './Markdown';
import css from './Markdown.module.css';
import { hostShown } from './markdown-links';
import { WrittenLink } from './WrittenLink';

// A text has no headings of the page, loads nothing from outside and runs nothing: HTML in it is shown as it
// was written, pictures are links, and a link says where it leads if its words do not.

const heading = ({ children }: { children?: ReactNode }) => <p className={css.heading}>{children}</p>;

function Link({ href = '', children }: { href?: string; children?: ReactNode }) {
  if (!href) return <>{children}</>;
  const host = hostShown(href, children, window.location.host);
  return (
    <>
      <WrittenLink href={href} rel="noopener noreferrer nofollow">
        {children}
      </WrittenLink>
      {host && <span className={css.host}> ({host})</span>}
    </>
  );
}

const components: Components = {
  h1: heading,
  h2: heading,
  h3: heading,
  h4: heading,
  h5: heading,
  h6: heading,
  a: ({ href, children }) => <Link href={href}>{children}</Link>,
  img: ({ src, alt }) => <Link href={typeof src === 'string' ? src : ''}>{alt || src}</Link>,
  input: ({ checked }) => <span className={css.box}>{checked ? '☑' : '☐'}</span>,
  table: ({ children }) => (
    <div className={css.table}>
      <table>{children}</table>
    </div>
  ),
};

const plugins = [remarkGfm, remarkCjkFriendly];

/** Puts words that are found into boxes of their own; not in code or links. */
const marking = (find: RegExp) => () => (tree: Nodes) =>
  findAndReplace(
    tree,
    [
      find,
      (words: string) => ({ type: 'emphasis', children: [{ type: 'text', value: words }], data: { hName: 'mark' } }),
    ],
    { ignore: ['link', 'linkReference'] },
  );

interface Props {
  text: string;
  marks?: Marks | undefined;
}

const MarkdownText = memo(({ text, marks }: Props) => {
  const drawn = marks && {
    ...components,
    mark: ({ children }: { children?: ReactNode }) => marks.draw(String(children)),
  };
  return (
    <ReactMarkdown
      remarkPlugins={marks?.find ? [...plugins, marking(marks.find)] : plugins}
      components={drawn ?? components}
    >
      {text}
    </ReactMarkdown>
  );
});

export default MarkdownText;
