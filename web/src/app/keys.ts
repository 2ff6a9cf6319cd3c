export const isMac = /Mac|iPhone|iPad/.test(navigator.userAgent);
export const modKey = isMac ? '⌘' : 'Ctrl';

/** The name of a key as it stands on this machine's keyboard. */
export function keyName(key: string): string {
  if (key === 'Mod') return modKey;
  if (key === 'Alt' && isMac) return '⌥';
  if (key === 'Shift' && isMac) return '⇧';
  return key;
}
