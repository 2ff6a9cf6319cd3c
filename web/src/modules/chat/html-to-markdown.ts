import { fromDom } from 'hast-util-from-dom';
import { toMdast } from 'hast-util-to-mdast';
import type { Root } from 'mdast';
import { gfmToMarkdown } from 'mdast-util-gfm';
import { toMarkdown } from 'mdast-util-to-markdown';

const dropped =
  'script, style, meta, link, title, iframe, object, embed, noscript, template, svg, input, button, select';

const unwrap = (one: Element) => one.replaceWith(...one.childNodes);
const retag = (one: Element, name: string) => {
  const next = one.ownerDocument.createElement(name);
  next.append(...one.childNodes);
  one.replaceWith(next);
};
const wrap = (one: Element, name: string) => {
  const next = one.ownerDocument.createElement(name);
  one.replaceWith(next);
  next.append(one);
};

/** Leaves what a message can show: styles that mean bold or italic become marks, links lead to the web or to mail. */
function clean(body: HTMLElement) {
  for (const one of body.querySelectorAll(dropped)) one.remove();
  for (const one of body.querySelectorAll('img')) one.replaceWith(one.alt);
  for (const one of body.querySelectorAll('a')) {
    if (!/^(?:https?|mailto):/i.test(one.getAttribute('href') ?? '')) unwrap(one);
  }
  // A table has a head in Markdown; where none is marked it is the first row.
  for (const one of body.querySelectorAll('table')) {
    if (one.querySelector('th')) continue;
    for (const cell of one.querySelectorAll('tr:first-of-type td')) {
      if (cell.closest('tr') === one.querySelector('tr')) retag(cell, 'th');
    }
  }
  // Some editors wrap all they copy in one <b> that is none, and write bold as a style.
  for (const one of body.querySelectorAll<HTMLElement>('b[style], strong[style]')) {
    if (/^(?:normal|400)$/.test(one.style.fontWeight)) unwrap(one);
  }
  for (const one of body.querySelectorAll<HTMLElement>('span[style]')) {
    if (/^(?:bold|[6-9]00)$/.test(one.style.fontWeight)) wrap(one, 'strong');
    if (one.style.fontStyle === 'italic') wrap(one, 'em');
  }
}

// A line ends where it ended: texts are drawn so.
const handlers = { break: () => '\n' };

/** Markdown of what was copied from a page or a document. The document it is read into runs and loads nothing. */
export function htmlToMarkdown(html: string): string {
  const { body } = new DOMParser().parseFromString(html, 'text/html');
  clean(body);
  const tree = toMdast(fromDom(body)) as Root;
  return toMarkdown(tree, {
    extensions: [gfmToMarkdown({ tablePipeAlign: false })],
    bullet: '-',
    emphasis: '_',
    rule: '-',
    handlers,
  }).trim();
}
