import { memo, type ReactNode } from 'react';
import ReactMarkdown, { type Components } from 'react-markdown';
import remarkCjkFriendly from 'remark-cjk-friendly';
import remarkGfm from 'remark-gfm';
import css from './Markdown.module.css';
import { hostShown } from './markdown-links';

// A text has no headings of the page, loads nothing from outside and runs nothing: HTML in it is shown as it
// was written, pictures are links, and a link says where it leads if its words do not.

const heading = ({ children }: { children?: ReactNode }) => <p className={css.heading}>{children}</p>;

function Link({ href = '', children }: { href?: string; children?: ReactNode }) {
  if (!href) return <>{children}</>;
  const host = hostShown(href, children, window.location.host);
  return (
    <>
      <a href={href} target="_blank" rel="noopener noreferrer nofollow">
        {children}
      </a>
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

const MarkdownText = memo(({ text }: { text: string }) => (
  <ReactMarkdown remarkPlugins={plugins} components={components}>
    {text}
  </ReactMarkdown>
));

export default MarkdownText;
