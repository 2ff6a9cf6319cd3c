// What a person chose on this device: language, theme, single-key shortcuts.

export type ThemeChoice = 'system' | 'light' | 'dark';

const keys = {
  language: 'tramway.language',
  theme: 'tramway.theme',
  singleKeys: 'tramway.single-keys',
  enterSends: 'tramway.enter-sends',
  listWidth: 'tramway.list-width',
  receiptsTold: 'tramway.receipts-told',
  welcomed: 'tramway.welcomed',
} as const;
type Key = keyof typeof keys;
export type PreferenceKey = Key;

const listeners = new Set<() => void>();

// Storage can be refused (private windows, policies); then a choice lasts for this tab.
const memory = new Map<Key, string>();

export function readPreference(key: Key): string {
  try {
    return window.localStorage.getItem(keys[key]) ?? '';
  } catch {
    return memory.get(key) ?? '';
  }
}

export function writePreference(key: Key, value: string) {
  memory.set(key, value);
  try {
    window.localStorage.setItem(keys[key], value);
  } catch {
    // Kept in memory above.
  }
  for (const listener of listeners) listener();
}

export function onPreference(listener: () => void): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}
