import type { Query, QueryCacheNotifyEvent, QueryClient } from '@tanstack/react-query';
import { ApiError, lastAnswerAt, showFrom } from '@/api/client';
import { deviceQuery } from '@/api/kept/device';
import { keptAccount, noteAccount, wipe } from '@/api/kept/forget';
import { newKey, seal, unseal } from '@/api/kept/seal';
import type { Outline, Owner, Shelf } from '@/api/kept/shelf';
import { longest, type Place, partOf, placeOf } from '@/api/kept/what';
import { bootQuery } from '@/api/session';
import type { Boot, Conversation, List } from '@/api/types';
import { reconcile } from './catch-up';
import { ofConversation, ofOrg, outlineOf, overdue } from './outlines';

/** Milliseconds between an answer and its being kept: what comes in a burst is written once. */
const pause = 1000;

/**
 * Keeps what answers say, and gives it where the server is out of reach. It writes only for organisations whose
 * server has said in this page's life that it may, and only into a copy that still is this account's.
 */
export class Keeper {
  private readonly client: QueryClient;
  private readonly shelf: Shelf;
  private readonly shapes: string;
  private account = '';
  private owner: Owner | null = null;
  private readonly outlines = new Map<string, Outline>();
  private readonly may = new Map<string, boolean>();
  private readonly due = new Set<Query>();
  private readonly met = new Set<string>();
  private opening: Promise<void> = Promise.resolve();
  private timer = 0;
  private lost = false;

  constructor(client: QueryClient, shelf: Shelf, shapes: string) {
    this.client = client;
    this.shelf = shelf;
    this.shapes = shapes;
    client.getQueryCache().subscribe((event) => this.heard(event));
  }

  /** Nobody is known, and the server says nothing: whoever was here last reads on. */
  show(): Promise<void> {
    this.lost = true;
    if (!this.account) this.account = keptAccount();
    this.opening = this.opening.then(() => this.open());
    return this.opening.then(async () => {
      if (!this.owner) return;
      showFrom(this.owner.heard);
      const boot = this.client.getQueryCache().find({ queryKey: bootQuery.queryKey });
      if (boot) await this.supply(boot);
    });
  }

  /** Somebody is here: what is kept is theirs, or goes. */
  keep(boot: Boot): Promise<void> {
    const account = boot.session?.account.id ?? '';
    if (account === this.account && this.owner) return this.opening;
    this.account = account;
    this.opening = this.opening.then(() => this.open());
    return this.opening.then(() => {
      for (const query of this.client.getQueryCache().getAll()) this.mark(query);
    });
  }

  stop() {
    window.clearTimeout(this.timer);
    this.timer = 0;
    this.account = '';
    this.owner = null;
    for (const all of [this.outlines, this.may, this.due, this.met]) all.clear();
  }

  private async open() {
    this.owner = null;
    this.outlines.clear();
    const found = await this.shelf.owner().catch(() => undefined);
    if (!found || !this.account) return;
    const old = found.heard < Date.now() - longest;
    if (found.account !== this.account || old) return this.wipe();
    // Another build's: this one can't read it. It goes with the first thing this one keeps.
    if (found.shapes !== this.shapes) return;
    const all = await this.shelf.outlines().catch(() => new Map<string, Outline>());
    for (const [name, outline] of all) this.outlines.set(name, outline);
    this.owner = found;
    await this.drop(overdue(this.outlines));
  }

  private async wipe() {
    this.owner = null;
    this.outlines.clear();
    await wipe(this.shelf);
  }

  private heard(event: QueryCacheNotifyEvent) {
    if (event.type !== 'updated' || !this.account) return;
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
      reconcile(this.client, this.outlines, place.org, list, {
        first: !this.met.has(place.org) && this.met.add(place.org) !== undefined,
        lose: (id) => this.loseConversation(place.org, id),
        drop: (names) => this.drop(names),
        read: (name) => this.read(name),
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
      if (!place || !this.account) continue;
      if (place.org && !this.may.has(place.org)) {
        void this.ask(place.org).then(() => this.may.get(place.org) && this.mark(query));
        continue;
      }
      this.due.delete(query);
      await this.put(query, place);
    }
    await this.drop(overdue(this.outlines));
  }

  private orgs(): Set<string> {
    const kept = [...this.outlines.values()].map((one) => one.org);
    return new Set([...this.may.keys(), ...kept].filter((org) => org && this.may.get(org) !== false));
  }

  private async put(query: Query, place: Place) {
    const name = query.queryHash;
    const part = partOf(place, query.state.data, this.orgs());
    if (part === undefined) return;
    const account = this.account;
    const owner = await this.own(account);
    if (!owner) return;
    const outline = outlineOf(query, place, part, this.outlines.get(name));
    const sealed = await seal(owner.key, name, part);
    // Meanwhile they may have gone, or the organisation may have said no.
    if (this.account !== account || (place.org && this.may.get(place.org) !== true)) return;
    const put = await this.shelf.put(owner.id, lastAnswerAt(), name, { ...outline, ...sealed }).catch(() => true);
    if (put) this.outlines.set(name, outline);
    else await this.another(query);
  }

  private async own(account: string): Promise<Owner | null> {
    if (this.owner) return this.owner;
    try {
      const next = {
        id: crypto.randomUUID(),
        account,
        shapes: this.shapes,
        key: await newKey(),
        heard: lastAnswerAt(),
      };
      const taken = await this.shelf.take(next);
      noteAccount(account);
      // They went meanwhile: what was just begun goes, too.
      if (this.account === account) this.owner = taken;
      else await this.wipe();
    } catch {
      // No secure context, or the browser refuses storage: nothing is kept.
    }
    return this.owner;
  }

  // The copy was begun anew by another tab; or wiped, and then this page is not whose it thinks it is.
  private async another(query: Query) {
    const found = await this.shelf.owner().catch(() => undefined);
    if (found?.account !== this.account) return this.stop();
    await this.open();
    this.mark(query);
  }

  private async read(name: string): Promise<unknown> {
    const entry = await this.shelf.get(name).catch(() => undefined);
    if (!entry || !this.owner) return undefined;
    return unseal(this.owner.key, name, entry).catch(() => undefined);
  }

  private async supply(query: Query) {
    await this.opening;
    const name = query.queryHash;
    const at = this.outlines.get(name)?.at;
    if (at === undefined || this.owner?.account !== this.account) return;
    const data = await this.read(name);
    if (data !== undefined && query.state.data === undefined && this.account) {
      this.client.setQueryData(query.queryKey, data, { updatedAt: at });
    }
  }

  private async drop(names: string[]) {
    if (names.length === 0) return;
    for (const name of names) this.outlines.delete(name);
    await this.shelf.drop(names).catch(() => {});
  }

  // Something may not be seen any more: it leaves the screen, and the copy.
  private async lose(query: Query, place: Place) {
    if (place.kind === 'me' || place.kind === 'conversations') return this.loseOrg(place.org, true);
    if (place.kind === 'messages' || place.kind === 'conversation')
      return this.loseConversation(place.org, place.conversation);
    blank(query);
    await this.drop([query.queryHash]);
  }

  private async loseConversation(org: string, id: string) {
    for (const kind of ['messages', 'conversation', 'thread']) {
      this.client
        .getQueryCache()
        .findAll({ queryKey: ['o', org, kind, id] })
        .forEach(blank);
    }
    await this.drop(ofConversation(this.outlines, org, id));
  }

  private async loseOrg(org: string, seen = false) {
    this.may.set(org, false);
    if (seen) for (const query of this.client.getQueryCache().findAll({ queryKey: ['o', org] })) blank(query);
    for (const query of this.due) if (query.queryKey[1] === org) this.due.delete(query);
    await this.drop(ofOrg(this.outlines, org));
    if (this.orgs().size === 0) await this.wipe();
    else this.mark(this.client.getQueryCache().find({ queryKey: bootQuery.queryKey }));
  }

  private dropOthers(boot: Boot) {
    const mine = new Set((boot.session?.organisations ?? []).map((one) => one.id));
    const others = new Set([...this.outlines.values()].map((one) => one.org).filter((org) => org && !mine.has(org)));
    for (const org of others) void this.loseOrg(org, true);
  }
}

// Its page then shows why: the error stays.
function blank(query: Query) {
  query.setState({ data: undefined, dataUpdatedAt: 0 });
}
