// The service worker: keeps the shell so that the page opens without a network. It never touches
// the API, the live connection or downloads.
declare const self: ServiceWorkerGlobalScope;

const version = '__SHELL_VERSION__';
const files: unknown = '__SHELL_FILES__';
const cacheName = `shell-${version}`;
const page = '/index.html';

async function install() {
  const cache = await caches.open(cacheName);
  const list = Array.isArray(files) ? (files as string[]) : [];
  await cache.addAll(list);
  // Stored under one name, whichever address it was opened by.
  const answer = await fetch('/', { cache: 'no-store' });
  if (answer.ok) await cache.put(page, answer);
}

async function activate() {
  for (const name of await caches.keys()) if (name !== cacheName) await caches.delete(name);
  await self.clients.claim();
}

async function keep(paths: string[]) {
  const cache = await caches.open(cacheName);
  for (const path of paths) if (!(await cache.match(path))) await cache.add(path).catch(() => {});
}

/** Milliseconds that a network may take before the kept page is opened instead. */
const patience = 4000;

async function openPage(request: Request): Promise<Response> {
  const answer = fetch(request);
  const late = new Promise<undefined>((done) => setTimeout(done, patience));
  const soon = await Promise.race([answer.catch(() => undefined), late]);
  return soon ?? (await caches.match(page)) ?? answer;
}

// Hashed names never change their content, so a kept copy is always right.
async function openAsset(request: Request): Promise<Response> {
  const kept = await caches.match(request);
  if (kept) return kept;
  const answer = await fetch(request);
  if (answer.ok) await (await caches.open(cacheName)).put(request, answer.clone());
  return answer;
}

interface Pushed {
  t: 'show' | 'close';
  tag: string;
  title?: string;
  body?: string;
  link?: string;
  urgent?: boolean;
}

async function pushed(event: PushEvent) {
  const told = event.data?.json() as Pushed | undefined;
  if (!told) return;
  if (told.t === 'close') {
    for (const one of await self.registration.getNotifications({ tag: told.tag })) one.close();
    return;
  }
  // Whoever has the page before their eyes sees it there.
  const pages = await self.clients.matchAll({ type: 'window' });
  if (pages.some((page) => page.visibilityState === 'visible') && !told.urgent) return;
  const shown = {
    body: told.body,
    tag: told.tag,
    icon: '/icon-192.png',
    data: { link: told.link },
    renotify: true,
    requireInteraction: told.urgent === true,
  };
  await self.registration.showNotification(told.title ?? '', shown);
}

// Opens the page it is about: in a window that is there, or in a new one.
async function touched(notification: Notification) {
  notification.close();
  const { link } = (notification.data ?? {}) as { link?: string };
  const target = link?.startsWith('/o/') ? link : '/';
  const [page] = await self.clients.matchAll({ type: 'window' });
  if (!page) {
    await self.clients.openWindow(target);
    return;
  }
  await page.focus();
  page.postMessage({ open: target });
}

self.addEventListener('push', (event) => event.waitUntil(pushed(event)));
self.addEventListener('notificationclick', (event) => event.waitUntil(touched(event.notification)));
self.addEventListener('install', (event) => event.waitUntil(install()));
self.addEventListener('activate', (event) => event.waitUntil(activate()));
self.addEventListener('message', (event) => {
  if (event.data === 'take-over') void self.skipWaiting();
  else if (Array.isArray(event.data?.keep)) event.waitUntil(keep(event.data.keep as string[]));
});
self.addEventListener('fetch', (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== 'GET' || url.origin !== self.location.origin) return;
  if (url.pathname.startsWith('/assets/')) event.respondWith(openAsset(request));
  else if (request.mode === 'navigate' && !/^\/(api|live|docs)(\/|$)/.test(url.pathname)) {
    event.respondWith(openPage(request));
  }
});

export {};
