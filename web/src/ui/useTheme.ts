import { useSyncExternalStore } from 'react';
import { onPreference, readPreference, type ThemeChoice, writePreference } from './preferences';
import { applyTokens, type Mode } from './theme';

const dark = () => window.matchMedia('(prefers-color-scheme: dark)');

export function themeChoice(): ThemeChoice {
  const kept = readPreference('theme');
  return kept === 'light' || kept === 'dark' ? kept : 'system';
}

export function themeMode(): Mode {
  const choice = themeChoice();
  if (choice !== 'system') return choice;
  return dark().matches ? 'dark' : 'light';
}

function subscribe(changed: () => void) {
  const list = dark();
  const off = onPreference(changed);
  list.addEventListener('change', changed);
  return () => {
    off();
    list.removeEventListener('change', changed);
  };
}

/** Paints before the first frame and follows every later choice. */
export function startTheme() {
  const paint = () => applyTokens(themeMode());
  paint();
  subscribe(paint);
}

export const chooseTheme = (choice: ThemeChoice) => writePreference('theme', choice);
export const useThemeMode = () => useSyncExternalStore(subscribe, themeMode);
export const useThemeChoice = () => useSyncExternalStore(subscribe, themeChoice);
