// The browser's own side of pushed notifications.

export type PushState = 'unable' | 'home_screen' | 'denied' | 'off' | 'on';

const ios = () => /iPhone|iPad/.test(navigator.userAgent);
const standalone = () => window.matchMedia('(display-mode: standalone)').matches;

/** What this browser can do; on iOS only a page on the home screen gets notifications. */
export async function pushState(): Promise<PushState> {
  if (ios() && !standalone()) return 'home_screen';
  if (!('PushManager' in window) || !('serviceWorker' in navigator) || !('Notification' in window)) return 'unable';
  if (Notification.permission === 'denied') return 'denied';
  const registration = await navigator.serviceWorker.getRegistration();
  if (!registration) return 'unable';
  return (await registration.pushManager.getSubscription()) ? 'on' : 'off';
}

/** Asks the person, after they have asked for it, and gives the keys that the server needs. */
export async function subscribeHere(key: string) {
  if ((await Notification.requestPermission()) !== 'granted') return null;
  const { pushManager } = await navigator.serviceWorker.ready;
  const old = await pushManager.getSubscription();
  // A key of an installation before this one would be refused.
  if (old && !sameKey(old.options.applicationServerKey, key)) await old.unsubscribe();
  const made = await pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: bytesOf(key) });
  return keysOf(made);
}

/** The subscription that is there already, for telling the server again; null if there is none of this key. */
export async function subscribedHere(key: string) {
  if (!('serviceWorker' in navigator)) return null;
  const registration = await navigator.serviceWorker.getRegistration();
  const found = await registration?.pushManager?.getSubscription();
  return found && sameKey(found.options.applicationServerKey, key) ? keysOf(found) : null;
}

export async function unsubscribeHere() {
  const registration = await navigator.serviceWorker.getRegistration();
  await (await registration?.pushManager?.getSubscription())?.unsubscribe();
}

function keysOf(made: PushSubscription) {
  const { endpoint = '', keys = {} } = made.toJSON();
  return { endpoint, p256dh: keys.p256dh ?? '', auth: keys.auth ?? '' };
}

export function bytesOf(text: string): Uint8Array<ArrayBuffer> {
  const plain = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
  return Uint8Array.from(plain, (char) => char.charCodeAt(0));
}

export function sameKey(one: ArrayBuffer | null, key: string): boolean {
  const wanted = bytesOf(key);
  const had = new Uint8Array(one ?? new ArrayBuffer(0));
  return had.length === wanted.length && had.every((byte, at) => byte === wanted[at]);
}
