import { useLocation, useRouter } from '@tanstack/react-router';
import { useCallback } from 'react';

/** Goes to an address inside the page, also one that the server wrote. */
export function useGo() {
  const router = useRouter();
  return useCallback(
    (path: string, options: { replace?: boolean } = {}) => {
      // Only addresses of this page: a link from data must not lead elsewhere.
      if (!path.startsWith('/') || path.startsWith('//')) return;
      if (options.replace) router.history.replace(path);
      else router.history.push(path);
    },
    [router],
  );
}

export const usePathname = () => useLocation({ select: (location) => location.pathname });

/** Values kept in the address, so that Back and a copied link open the same view. */
export function useAddressValues(): [URLSearchParams, (change: Record<string, string>, replace?: boolean) => void] {
  const text = useLocation({ select: (location) => location.searchStr });
  const router = useRouter();
  const set = useCallback(
    (change: Record<string, string>, replace = false) => {
      const { pathname, search } = router.history.location;
      const values = new URLSearchParams(search);
      for (const [key, value] of Object.entries(change)) {
        if (value) values.set(key, value);
        else values.delete(key);
      }
      const next = values.toString();
      const path = `${pathname}${next ? `?${next}` : ''}`;
      if (replace) router.history.replace(path);
      else router.history.push(path);
    },
    [router],
  );
  return [new URLSearchParams(text), set];
}
