import { ApiError } from '@/api/client';
import type { Sending, Told } from './tus';

// What stands beside the composer and has not been said yet. It lives outside the page's parts, so
// that a look at another conversation does not break an upload off.

export interface Spot {
  lat: number;
  lon: number;
  label: string;
}

export interface Laid {
  key: string;
  kind: 'file' | 'image' | 'voice' | 'location' | 'contact';
  name: string;
  size: number;
  state: 'sending' | 'done' | 'failed';
  /** 0 to 1 */
  sent: number;
  /** Of the upload, when it is whole. */
  id: string;
  /** Of an image, in this browser only. */
  preview: string;
  error: ApiError | null;
  spot?: Spot;
  person?: string;
}

/** What a message takes with it. */
export interface Carried {
  files: { id: string; name: string }[];
  location?: Spot;
  contact?: { id: string; name: string };
}

/** It as the server is told. */
export const asPosted = (carried: Carried | undefined) =>
  carried && {
    files: carried.files.map((one) => one.id),
    location: carried.location,
    contact: carried.contact?.id,
  };

export interface Voice {
  seconds: number;
  peaks: number[];
}

export const mostFiles = 20;

const shown = new Set(['image/jpeg', 'image/png', 'image/gif', 'image/webp']);

/** The protocol's library is fetched with the first file; where it does not come it is asked for again. */
let sender: Promise<typeof import('./tus')> | null = null;
function library() {
  sender ??= import('./tus').catch((error: unknown) => {
    sender = null;
    throw error;
  });
  return sender;
}

export class Tray {
  private items: Laid[] = [];
  private readonly org: string;
  private readonly listeners = new Set<() => void>();
  private readonly running = new Map<string, Sending>();
  private readonly sources = new Map<string, { file: File; voice?: Voice }>();

  constructor(org: string) {
    this.org = org;
  }

  all = (): Laid[] => this.items;

  subscribe = (listener: () => void) => {
    this.listeners.add(listener);
    return () => void this.listeners.delete(listener);
  };

  add(files: Iterable<File>, voice?: Voice) {
    const room = mostFiles - this.items.filter((one) => one.kind !== 'location' && one.kind !== 'contact').length;
    for (const file of [...files].slice(0, Math.max(0, room))) this.begin(file, voice);
  }

  place(spot: Spot) {
    this.put({ ...this.small('location', spot.label), spot });
  }

  contact(person: string, name: string) {
    this.put({ ...this.small('contact', name), person });
  }

  remove(key: string) {
    this.running.get(key)?.stop();
    this.forget(this.items.filter((one) => one.key === key));
  }

  /** Goes on from where it was cut off. */
  retry(key: string) {
    this.change(key, { state: 'sending', error: null });
    const running = this.running.get(key);
    if (running) running.again();
    else void this.start(key);
  }

  /** All that is here, for a message; the tray is empty then. */
  take(): Carried | undefined {
    if (this.items.length === 0) return undefined;
    const carried: Carried = { files: [] };
    for (const one of this.items) {
      if (one.spot) carried.location = one.spot;
      else if (one.person) carried.contact = { id: one.person, name: one.name };
      else carried.files.push({ id: one.id, name: one.name });
    }
    this.forget(this.items);
    return carried;
  }

  private begin(file: File, voice?: Voice) {
    const image = shown.has(file.type);
    const kind = voice ? 'voice' : image ? 'image' : 'file';
    const one = { ...this.small(kind, file.name), size: file.size, state: 'sending' as const, sent: 0 };
    this.put({ ...one, preview: image ? URL.createObjectURL(file) : '' });
    this.sources.set(one.key, { file, voice });
    void this.start(one.key);
  }

  private async start(key: string) {
    const tell: Told = {
      progress: (sent) => this.change(key, { sent }),
      done: (id) => this.change(key, { id, state: 'done', sent: 1 }),
      failed: (error) => this.change(key, { state: 'failed', error }),
    };
    try {
      const { sendFile } = await library();
      const source = this.sources.get(key); // gone, if it was removed meanwhile
      if (source) this.running.set(key, sendFile(this.org, source.file, source.voice, tell));
    } catch {
      tell.failed(new ApiError({ status: 0, code: 'offline' }));
    }
  }

  private small(kind: Laid['kind'], name: string): Laid {
    return { key: crypto.randomUUID(), kind, name, size: 0, state: 'done', sent: 1, id: '', preview: '', error: null };
  }

  /** One place and one colleague a message. */
  private put(one: Laid) {
    const single = one.spot || one.person;
    this.keep([...this.items.filter((old) => !single || old.kind !== one.kind), one]);
  }

  private change(key: string, next: Partial<Laid>) {
    this.keep(this.items.map((one) => (one.key === key ? { ...one, ...next } : one)));
  }

  private forget(gone: Laid[]) {
    for (const one of gone) {
      this.running.delete(one.key);
      this.sources.delete(one.key);
      if (one.preview) URL.revokeObjectURL(one.preview);
    }
    this.keep(this.items.filter((one) => !gone.includes(one)));
  }

  private keep(items: Laid[]) {
    this.items = items;
    for (const listener of this.listeners) listener();
  }
}

const trays = new Map<string, Tray>();

export function trayOf(org: string, conversation: string): Tray {
  const key = `${org}.${conversation}`;
  let tray = trays.get(key);
  if (!tray) {
    tray = new Tray(org);
    trays.set(key, tray);
  }
  return tray;
}
