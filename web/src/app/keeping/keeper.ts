import type { Query, QueryCacheNotifyEvent, QueryClient } from '@tanstack/react-query';
import { ApiError, showFrom } from '@/api/client';
import { deviceQuery } from '@/api/kept/device';
import { keptAccount } from '@/api/kept/forget';
import type { Shelf } from '@/api/kept/shelf';
import { type Place, partOf, placeOf } from '@/api/kept/what';
import { bootQuery } from '@/api/session';
import type { Boot, Conversation, List } from '@/api/types';
import { reconcile } from './catch-up';
import { Copy } from './copy';
import { ofConversation, ofOrg } from './outlines';

/** Milliseconds between an answer and its being kept: what comes in a burst is written once. */
const pause = 1000;

/**
 * Keeps what answers say, and gives it where the server is out of reach. It writes only for organisations whose
 * server has said in this page's life that it may, and only into a copy that still is this account's.
 */
export class Keeper {
  private readonly client: QueryClient;
  private readonly copy: Copy;
  private readonly may = new Map<string, boolean>();
  private readonly due = new Set<Query>();
  private readonly met = new Set<string>();
  private opening: Promise<void> = Promise.resolve();
  private timer = 0;
  private lost = false;

  constructor(client: QueryClient, shelf: Shelf, shapes: string) {
    this.client = client;
    this.copy = new Copy(shelf, shapes);
    client.getQueryCache().subscribe((event) => this.heard(event));
  }

  /** Nobody is known, and the server says nothing: whoever was here last reads on. */
  show(): Promise<void> {
    this.lost = true;
    if (!this.copy.account) this.copy.account = keptAccount();
    this.opening = this.opening.then(() => this.copy.open());
    return this.opening.then(async () => {
      if (!this.copy.heard) return;
      showFrom(this.copy.heard);
      const boot = this.client.getQueryCache().find({ queryKey: bootQuery.queryKey });
      if (boot) await this.supply(boot);
    });
  }

  /** Somebody is here: what is kept is theirs, or goes. */
  keep(boot: Boot): Promise<void> {
    const account = boot.session?.account.id ?? '';
    if (account === this.copy.account && this.copy.mine) return this.opening;
    this.copy.account = account;
    this.opening = this.opening.then(() => this.copy.open());
    return this.opening.then(() => {
      for (const query of this.client.getQueryCache().getAll()) this.mark(query);
    });
  }

  stop() {
    window.clearTimeout(this.timer);
    this.timer = 0;
    this.copy.account = '';
    this.copy.close();
    for (const all of [this.may, this.due, this.met]) all.clear();
  }

  private heard(event: QueryCacheNotifyEvent) {
    if (event.type !== 'updated' || !this.copy.account) return;
    const { action, query } = event;
    if (query.queryKey[2] === 'device') return this.told(query, action.type);
    const place = placeOf(query.queryKey);
    if (!place) return;
    const error = action.type === 'failed' || action.type === 'error' ? action.error : null;
    const status = error instanceof ApiError ? error.status : -1;
    if (status === 0) this.lost = true;
    if (query.state.data === undefined && this.lost && (action.type === 'fetch' || status === 0))
      void this.supply(query);
    if (action.type === 'error' && (status === 403 || status === 404))
      queueMicrotask(() => void this.lose(query, place));
    if (action.type !== 'success') return;
    if (!action.manual) this.contact(query, place);
    this.mark(query);
  }

  // What failed while the server was out of reach is asked again; what is kept is compared with what there is.
  private contact(query: Query, place: Place) {
    if (this.lost) {
      this.lost = false;
      const failed = (one: Query) => one.state.error instanceof ApiError && one.state.error.offline;
      void this.client.refetchQueries({ type: 'active', predicate: failed });
    }
    if (place.kind === 'boot') this.dropOthers(query.state.data as Boot);
    if (place.kind !== 'conversations') return;
    const list = query.state.data as List<Conversation>;
    void this.opening.then(() =>
      reconcile(this.client, this.copy.outlines, place.org, list, {
        first: !this.met.has(place.org) && this.met.add(place.org) !== undefined,
        lose: (id) => this.loseConversation(place.org, id),
        drop: (names) => this.copy.drop(names),
        read: (name) => this.copy.read(name),
      }),
    );
  }

  // The server's word on whether an organisation's answers may be kept here.
  private told(query: Query, action: string) {
    const org = String(query.queryKey[1]);
    if (action === 'invalidate') void this.ask(org);
    if (action === 'error' && query.state.error instanceof ApiError && query.state.error.status >= 400) {
      this.may.set(org, false);
    } else if (action === 'success') {
      this.may.set(org, (query.state.data as { keeps: boolean }).keeps);
    } else return;
    if (this.may.get(org) === false) void this.loseOrg(org);
    else for (const one of this.client.getQueryCache().getAll()) this.mark(one);
  }

  private ask = (org: string) => this.client.fetchQuery({ ...deviceQuery(org), retry: false }).catch(() => {});

  private mark(query: Query | undefined) {
    if (!query || query.state.data === undefined || !placeOf(query.queryKey)) return;
    this.due.add(query);
    if (!this.timer) this.timer = window.setTimeout(() => void this.write(), pause);
  }

  /** Writes what is due; what has no word of its server yet waits for it. */
  async write(): Promise<void> {
    window.clearTimeout(this.timer);
    this.timer = 0;
    await this.opening;
    const due = [...this.due];
    for (const query of due) {
      const place = placeOf(query.queryKey);
      if (!place || !this.copy.account) continue;
      if (place.org && !this.may.has(place.org)) {
        void this.ask(place.org).then(() => this.may.get(place.org) && this.mark(query));
        continue;
      }
      this.due.delete(query);
      await this.put(query, place);
    }
    await this.copy.dropOverdue();
  }

  private orgs(): Set<string> {
    const kept = [...this.copy.outlines.values()].map((one) => one.org);
    return new Set([...this.may.keys(), ...kept].filter((org) => org && this.may.get(org) !== false));
  }

  private async put(query: Query, place: Place) {
    const part = partOf(place, query.state.data, this.orgs());
    if (part === undefined) return;
    // Meanwhile the organisation may have said no.
    const put = await this.copy.put(query, place, part, () => !place.org || this.may.get(place.org) === true);
    if (!put) await this.another(query);
  }

  // The copy was begun anew by another tab; or wiped, and then this page is not whose it thinks it is.
  private async another(query: Query) {
    if (!(await this.copy.stays())) return this.stop();
    await this.copy.open();
    this.mark(query);
  }

  private async supply(query: Query) {
    await this.opening;
    const name = query.queryHash;
    const at = this.copy.outlines.get(name)?.at;
    if (at === undefined || !this.copy.mine) return;
    const data = await this.copy.read(name);
    if (data !== undefined && query.state.data === undefined && this.copy.account) {
      this.client.setQueryData(query.queryKey, data, { updatedAt: at });
    }
  }

  // Something may not be seen any more: it leaves the screen, and the copy.
  private async lose(query: Query, place: Place) {
    if (place.kind === 'me' || place.kind === 'conversations') return this.loseOrg(place.org, true);
    if (place.kind === 'messages' || place.kind === 'conversation')
      return this.loseConversation(place.org, place.conversation);
    blank(query);
    await this.copy.drop([query.queryHash]);
  }

  private async loseConversation(org: string, id: string) {
    for (const kind of ['messages', 'conversation', 'thread']) {
      this.client
        .getQueryCache()
        .findAll({ queryKey: ['o', org, kind, id] })
        .forEach(blank);
    }
    await this.copy.drop(ofConversation(this.copy.outlines, org, id));
  }

  private async loseOrg(org: string, seen = false) {
    this.may.set(org, false);
    if (seen) for (const query of this.client.getQueryCache().findAll({ queryKey: ['o', org] })) blank(query);
    for (const query of this.due) if (query.queryKey[1] === org) this.due.delete(query);
    await this.copy.drop(ofOrg(this.copy.outlines, org));
    if (this.orgs().size === 0) await this.copy.wipe();
    else this.mark(this.client.getQueryCache().find({ queryKey: bootQuery.queryKey }));
  }

  private dropOthers(boot: Boot) {
    const mine = new Set((boot.session?.organisations ?? []).map((one) => one.id));
    const others = new Set(
      [...this.copy.outlines.values()].map((one) => one.org).filter((org) => org && !mine.has(org)),
    );
    for (const org of others) void this.loseOrg(org, true);
  }
}

// Its page then shows why: the error stays.
function blank(query: Query) {
  query.setState({ data: undefined, dataUpdatedAt: 0 });
}
