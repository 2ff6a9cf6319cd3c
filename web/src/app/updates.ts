import { useSyncExternalStore } from 'react';

// A new version waits until the person reloads: never in the middle of writing.

let waiting: ServiceWorker | null = null;
const listeners = new Set<() => void>();

function found(worker: ServiceWorker | null) {
  waiting = worker;
  for (const listener of listeners) listener();
}

export function startUpdates() {
  if (!import.meta.env.PROD || !('serviceWorker' in navigator)) return;
  window.addEventListener('load', async () => {
    try {
      const registration = await navigator.serviceWorker.register('/sw.js');
      void keepWhatIsLoaded();
      const look = () => {
        // The first worker of a fresh visit is not an update.
        if (registration.waiting && navigator.serviceWorker.controller) found(registration.waiting);
      };
      look();
      registration.addEventListener('updatefound', () => {
        registration.installing?.addEventListener('statechange', look);
      });
      window.setInterval(() => void registration.update().catch(() => {}), 30 * 60_000);
    } catch {
      // Without a worker the page works the same, only not offline.
    }
  });
}

// The very first visit loads its files before the worker is there to keep them.
async function keepWhatIsLoaded() {
  const { active } = await navigator.serviceWorker.ready;
  const loaded = performance
    .getEntriesByType('resource')
    .map((entry) => new URL(entry.name))
    .filter((url) => url.origin === window.location.origin && url.pathname.startsWith('/assets/'));
  active?.postMessage({ keep: loaded.map((url) => url.pathname) });
}

export function takeUpdate() {
  if (!waiting) return;
  navigator.serviceWorker.addEventListener('controllerchange', () => window.location.reload(), { once: true });
  waiting.postMessage('take-over');
}

function subscribe(changed: () => void) {
  listeners.add(changed);
  return () => void listeners.delete(changed);
}

export const useUpdateWaiting = () => useSyncExternalStore(subscribe, () => waiting !== null);
