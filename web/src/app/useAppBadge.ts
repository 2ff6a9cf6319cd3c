import { useEffect } from 'react';

/** How much is said to me, on the icon of the installed page. */
export function useAppBadge(count: number) {
  useEffect(() => {
    void navigator.setAppBadge?.(count).catch(() => {});
  }, [count]);
}
