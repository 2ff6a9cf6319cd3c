import { Centrifuge, type Subscription } from 'centrifuge';
import type { LiveEvent } from './types';

export type LiveState = 'connecting' | 'connected' | 'gone';
/** What the server says when the session ended elsewhere. */
const signedOut = 3510;
/** … when nobody enters the organisation any more. */
const shut = 3511;

type Listener = (event: LiveEvent) => void;

/**
 * One socket per organisation. It carries hints only: after every connect the listeners of
 * `onConnected` read the truth by sequence, so a lost publication costs nothing.
 */
export class Live {
  private readonly client: Centrifuge;
  private readonly listeners = new Set<Listener>();
  private readonly connected = new Set<() => void>();
  private readonly stateListeners = new Set<() => void>();
  private readonly subscriptions = new Map<string, { subscription: Subscription; users: number }>();
  private current: LiveState = 'connecting';
  private used = true;

  constructor(org: string, origin: string = window.location.origin) {
    const url = `${origin.replace(/^http/, 'ws')}/live?org=${encodeURIComponent(org)}`;
    this.client = new Centrifuge(url, { minReconnectDelay: 300, maxReconnectDelay: 8000 });
    this.client.on('connecting', () => this.move('connecting'));
    this.client.on('connected', () => {
      this.move('connected');
      if (!this.used) this.tell();
      for (const listener of this.connected) listener();
    });
    this.client.on('disconnected', ({ code }) => {
      this.move('gone');
      if (code === signedOut) this.spread({ t: 'signed_out' });
      if (code === shut) this.spread({ t: 'shut' });
    });
    this.client.on('publication', (context) => this.spread(context.data));
    this.client.connect();
  }

  close() {
    this.client.disconnect();
    this.client.removeAllListeners();
  }

  state = (): LiveState => this.current;

  onState = (listener: () => void) => {
    this.stateListeners.add(listener);
    return () => this.stateListeners.delete(listener);
  };

  on(listener: Listener) {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  onConnected(listener: () => void) {
    this.connected.add(listener);
    return () => this.connected.delete(listener);
  }

  /** Follows a conversation while it is on screen. */
  follow(conversation: string): () => void {
    const channel = `c:${conversation}`;
    let entry = this.subscriptions.get(channel);
    if (!entry) {
      const subscription = this.client.newSubscription(channel);
      subscription.on('publication', (context) => this.spread(context.data));
      subscription.subscribe();
      entry = { subscription, users: 0 };
      this.subscriptions.set(channel, entry);
    }
    entry.users += 1;
    const held = entry;
    return () => {
      held.users -= 1;
      if (held.users > 0) return;
      this.subscriptions.delete(channel);
      this.client.removeSubscription(held.subscription);
    };
  }

  /** Says in a conversation on screen that its reader is typing; nothing of it is kept. */
  type(conversation: string) {
    this.subscriptions
      .get(`c:${conversation}`)
      ?.subscription.publish({})
      .catch(() => undefined); // it was of no importance
  }

  /** Whether somebody is at this page; the server takes it that they are until it hears otherwise. */
  at(page: boolean) {
    if (this.used === page) return;
    this.used = page;
    if (this.current === 'connected') this.tell();
  }

  private tell() {
    this.client.rpc(this.used ? 'here' : 'away', {}).catch(() => undefined); // said again after the next connect
  }

  private move(state: LiveState) {
    this.current = state;
    for (const listener of this.stateListeners) listener();
  }

  private spread(data: unknown) {
    if (!data || typeof data !== 'object' || !('t' in data)) return;
    for (const listener of this.listeners) listener(data as LiveEvent);
  }
}
