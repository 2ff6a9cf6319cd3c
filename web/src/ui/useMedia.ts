import { useCallback, useSyncExternalStore } from 'react';

export function useMedia(query: string): boolean {
  const subscribe = useCallback(
    (changed: () => void) => {
      const list = window.matchMedia(query);
      list.addEventListener('change', changed);
      return () => list.removeEventListener('change', changed);
    },
    [query],
  );
  return useSyncExternalStore(subscribe, () => window.matchMedia(query).matches);
}

// The breakpoints of the whole page.
export const usePhone = () => useMedia('(max-width: 599px)');
export const useOnePane = () => useMedia('(max-width: 899px)');
export const useWide = () => useMedia('(min-width: 1200px)');
