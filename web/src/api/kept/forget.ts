import { place, Shelf } from './shelf';

// Whose copy this browser has is noted beside it: a visitor without one costs nothing, and every tab hears when
// whoever was here has gone.

const mark = 'tramway.kept';
const tabs = typeof BroadcastChannel === 'undefined' ? null : new BroadcastChannel('tramway.gone');

export const shelf = new Shelf();

/** The account whose copy is kept here; empty: none. */
export function keptAccount(): string {
  try {
    return window.localStorage.getItem(mark) ?? '';
  } catch {
    return '';
  }
}

export function noteAccount(account: string) {
  try {
    if (account) window.localStorage.setItem(mark, account);
    else window.localStorage.removeItem(mark);
  } catch {
    // Without storage nothing is kept either.
  }
}

/** Wipes what is kept; it is gone when this returns. */
export async function wipe(from: Shelf = shelf): Promise<void> {
  if (!keptAccount()) return;
  await from.wipe().catch(() => void indexedDB.deleteDatabase(place));
  noteAccount('');
}

/** Whoever was here has gone: nothing they read stays in this browser, nor on the screen of another tab. */
export async function forget(): Promise<void> {
  tabs?.postMessage('');
  await wipe();
}

/** Calls back when they have gone in another tab. */
export function onForgotten(heard: () => void) {
  if (tabs) tabs.onmessage = () => heard();
}
