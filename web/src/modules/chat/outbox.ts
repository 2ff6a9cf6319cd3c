import type { Attachment, Message } from '@/api/types';
import type { Carried } from './files/tray';
import { outboxKey } from './outbox-key';

// Messages on their way. They live in the browser's storage until the server has them, so that a
// crash, a closed tab or a dead network never drops one silently.

export interface Pending {
  client_id: string;
  conversation_id: string;
  text: string;
  mentions: string[];
  reply_to?: number;
  /** The message in whose thread it is said. */
  thread?: number;
  /** What it takes with it: uploads that are whole, a place, a colleague. */
  carried?: Carried;
  /** Of a held message. */
  files?: Attachment[];
  at: string;
  /** waiting: no network, goes out by itself; failed: refused, the person decides; held: others do not see it yet. */
  state: 'sending' | 'waiting' | 'failed' | 'held';
  reason: string;
  /** Its author has read a warning about it: sent again, it goes all the same. */
  warned?: boolean;
}

/** Messages of mine that are held stand where those on their way stand: they have no place yet either. */
export const asHeld = ({ items }: { items: Message[] }): Pending[] =>
  items.map((one) => ({
    client_id: one.client_id,
    conversation_id: one.conversation_id,
    text: one.text,
    mentions: [],
    thread: one.thread,
    files: one.files ?? [],
    at: one.at,
    state: 'held',
    reason: '',
  }));

type Storage = Pick<globalThis.Storage, 'getItem' | 'setItem'>;

export class Outbox {
  private items: Pending[];
  private readonly listeners = new Set<() => void>();
  private readonly storage: Storage;
  private readonly key: string;

  constructor(org: string, person: string, storage: Storage) {
    this.storage = storage;
    // Whoever signs in here after them does not see it, and does not send it.
    this.key = outboxKey(org, person);
    // What was on its way when the page closed may or may not have arrived. The same client_id makes
    // sending it again harmless.
    this.items = this.read().map((one) => (one.state === 'sending' ? { ...one, state: 'waiting' } : one));
  }

  all = (): Pending[] => this.items;

  subscribe = (listener: () => void) => {
    this.listeners.add(listener);
    return () => void this.listeners.delete(listener);
  };

  add(one: Pending) {
    this.keep([...this.items, one]);
  }

  update(clientId: string, change: Partial<Pending>) {
    this.keep(this.items.map((one) => (one.client_id === clientId ? { ...one, ...change } : one)));
  }

  remove(clientId: string) {
    if (this.items.some((one) => one.client_id === clientId)) {
      this.keep(this.items.filter((one) => one.client_id !== clientId));
    }
  }

  private keep(items: Pending[]) {
    this.items = items;
    try {
      this.storage.setItem(this.key, JSON.stringify(items));
    } catch {
      // Storage full or refused: the message still stands in this tab.
    }
    for (const listener of this.listeners) listener();
  }

  private read(): Pending[] {
    try {
      const kept: unknown = JSON.parse(this.storage.getItem(this.key) ?? '[]');
      return Array.isArray(kept) ? (kept as Pending[]) : [];
    } catch {
      return [];
    }
  }
}

const boxes = new Map<string, Outbox>();

export function outboxOf(org: string, person: string): Outbox {
  const key = `${org} ${person}`;
  let box = boxes.get(key);
  if (!box) {
    box = new Outbox(org, person, window.localStorage);
    boxes.set(key, box);
  }
  return box;
}
