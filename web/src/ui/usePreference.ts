import { useSyncExternalStore } from 'react';
import { onPreference, type PreferenceKey, readPreference, writePreference } from './preferences';

/** Something on this device that is on unless somebody switched it off. */
export function useSwitch(key: PreferenceKey): [boolean, (on: boolean) => void] {
  const on = useSyncExternalStore(onPreference, () => readPreference(key) !== 'off');
  return [on, (next) => writePreference(key, next ? '' : 'off')];
}
