import type { ReactNode } from 'react';
import { PathLink } from './PathLink';

/** Where an address leads inside this page; empty: it leads elsewhere. */
export function pathHere(href: string, origin = window.location.origin): string {
  return href.startsWith(`${origin}/o/`) ? href.slice(origin.length) : '';
}

/** A link that somebody wrote: to a page of ours without a reload, to others in a window of their own. */
export function WrittenLink({ href, rel, children }: { href: string; rel: string; children: ReactNode }) {
  const path = pathHere(href);
  if (path) return <PathLink to={path}>{children}</PathLink>;
  return (
    <a href={href} target="_blank" rel={rel}>
      {children}
    </a>
  );
}
