import { type RefObject, useEffect } from 'react';

/**
 * Gives the focus to the first field of a dialog. The dialog takes it itself when it opens and the
 * field takes it from there, but not from somebody who is in another field by then: their words
 * would go on in this one.
 */
export function useFirstField(body: RefObject<HTMLElement | null>) {
  useEffect(() => {
    const timer = window.setTimeout(() => {
      if (body.current?.contains(document.activeElement)) return;
      body.current?.querySelector<HTMLElement>('input, textarea')?.focus();
    }, 80);
    return () => window.clearTimeout(timer);
  }, [body]);
}
