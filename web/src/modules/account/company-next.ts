import { safeNext } from './next';

const key = 'tramway.company-next';

/** Where the person wanted to go is kept in this tab while they are at their company's provider. */
export function keepNext() {
  const next = safeNext(new URLSearchParams(window.location.search).get('next'));
  try {
    window.sessionStorage.setItem(key, next);
  } catch {
    // Without storage they begin at the first page.
  }
}

export function takeNext(): string {
  try {
    const next = window.sessionStorage.getItem(key);
    window.sessionStorage.removeItem(key);
    return safeNext(next);
  } catch {
    return '/';
  }
}
