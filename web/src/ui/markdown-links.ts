import type { ReactNode } from 'react';

/** The words of a link as far as they are plain. */
function wordsOf(children: ReactNode): string {
  if (typeof children === 'string') return children;
  return Array.isArray(children) ? children.map((one: ReactNode) => wordsOf(one)).join('') : '';
}

/** The host to show beside a link: none if it leads here, or if the words of the link are its own address. */
export function hostShown(href: string, children: ReactNode, here: string): string {
  let host: string;
  try {
    host = new URL(href, `https://${here}`).host;
  } catch {
    return '';
  }
  if (!host || host === here) return '';
  const words = wordsOf(children).trim();
  const spoken = /^(https?:\/\/)?([^/\s?#]+)/i.exec(words)?.[2]?.toLowerCase();
  return spoken === host && !/\s/.test(words) ? '' : host;
}

// Most texts have no marks: they are drawn at once, without what reads Markdown.
const marks = /\*\S|_\S.*_|~~|`|^ {0,3}(?:#{1,6} |> |[-*+] |\d+[.)] |```|\|)|\[[^\]]+\]\(|^ *(?:---|\*\*\*) *$/mu;

/** Whether a text may have Markdown in it. */
export const looksMarked = (text: string) => marks.test(text);

const edges = /(\*\*|__|~~|`)(?=\S)(.+?)(?<=\S)\1/gu;
const starts = /^ {0,3}(?:#{1,6} |> |[-*+] |\d+[.)] |```\S*$)/gmu;

/** A text with its marks taken off, for a line that only says what it is about. */
export const unmarked = (text: string) =>
  looksMarked(text)
    ? text
        .replace(starts, '')
        .replace(/\[([^\]]+)\]\([^)]*\)/gu, '$1')
        .replace(edges, '$2')
    : text;
