import { createStore, promisifyRequest, type UseStore } from 'idb-keyval';
import type { Sealed } from './seal';

// The browser's store (IndexedDB). It holds one account's copy: whose it is and under which key stands beside
// the entries, and is looked at in the transaction that writes. All tabs of a browser share it.

export interface Owner {
  /** New with each key. */
  id: string;
  account: string;
  /** Of which build's shapes the entries are. */
  shapes: string;
  key: CryptoKey;
  /** When the server was last heard, in milliseconds. */
  heard: number;
}

export interface Entry extends Sealed {
  org: string;
  kind: string;
  conversation: string;
  /** When the server gave it, and when somebody last had it open; in milliseconds. */
  at: number;
  opened: number;
  /** Of messages: the first and last place in it, and the last change. */
  first: number;
  last: number;
  rev: number;
}

export type Outline = Omit<Entry, 'iv' | 'bytes'>;

export const place = 'tramway';
const owner = 'owner';

/** What another tab wrote stays where it knows more. */
export function knowsMore(old: Outline, next: Outline): boolean {
  if (old.kind !== 'messages') return old.at > next.at;
  return old.rev > next.rev || (old.rev === next.rev && old.last > next.last);
}

export class Shelf {
  private readonly open: UseStore;

  constructor(open: UseStore = createStore(place, 'kept')) {
    this.open = open;
  }

  owner = (): Promise<Owner | undefined> =>
    this.open('readonly', (store) => promisifyRequest<Owner | undefined>(store.get(owner)));

  /** Makes the copy this account's, unless it is already, of the same shapes: anybody else's goes. */
  take(next: Owner): Promise<Owner> {
    return this.open('readwrite', async (store) => {
      const now = await promisifyRequest<Owner | undefined>(store.get(owner));
      if (now?.account === next.account && now.shapes === next.shapes) return now;
      store.clear();
      store.put(next, owner);
      await promisifyRequest(store.transaction);
      return next;
    });
  }

  /** Puts an entry; false: the copy is not the owner's any more, and nothing is written. */
  put(id: string, heard: number, name: string, entry: Entry): Promise<boolean> {
    return this.open('readwrite', async (store) => {
      const [now, old] = await Promise.all([
        promisifyRequest<Owner | undefined>(store.get(owner)),
        promisifyRequest<Entry | undefined>(store.get(name)),
      ]);
      if (now?.id !== id) return false;
      if (heard > now.heard) store.put({ ...now, heard }, owner);
      if (!old || !knowsMore(old, entry)) store.put(entry, name);
      await promisifyRequest(store.transaction);
      return true;
    });
  }

  get = (name: string): Promise<Entry | undefined> =>
    this.open('readonly', (store) => promisifyRequest<Entry | undefined>(store.get(name)));

  /** All entries by name, without what is sealed in them. */
  async outlines(): Promise<Map<string, Outline>> {
    const [names, values] = await this.open('readonly', (store) =>
      Promise.all([promisifyRequest(store.getAllKeys()), promisifyRequest(store.getAll())]),
    );
    const all = new Map<string, Outline>();
    names.forEach((name, at) => {
      if (name === owner || typeof name !== 'string') return;
      const { iv: _, bytes: __, ...outline } = values[at] as Entry;
      all.set(name, outline);
    });
    return all;
  }

  drop(names: string[]): Promise<void> {
    return this.open('readwrite', (store) => {
      for (const name of names) store.delete(name);
      return promisifyRequest(store.transaction);
    });
  }

  /** Nothing stays, the key included. */
  wipe = (): Promise<void> =>
    this.open('readwrite', (store) => {
      store.clear();
      return promisifyRequest(store.transaction);
    });
}
