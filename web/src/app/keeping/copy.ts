import type { Query } from '@tanstack/react-query';
import { lastAnswerAt } from '@/api/client';
import { noteAccount, wipe } from '@/api/kept/forget';
import { newKey, seal, unseal } from '@/api/kept/seal';
import type { Outline, Owner, Shelf } from '@/api/kept/shelf';
import { longest, type Place } from '@/api/kept/what';
import { outlineOf, overdue } from './outlines';

/** What one account keeps in this browser: entries sealed under the key of the copy they are in. */
export class Copy {
  /** Whose it is to be; empty: nobody is here. */
  account = '';
  readonly outlines = new Map<string, Outline>();
  private readonly shelf: Shelf;
  private readonly shapes: string;
  private owner: Owner | null = null;

  constructor(shelf: Shelf, shapes: string) {
    this.shelf = shelf;
    this.shapes = shapes;
  }

  /** The last moment at which the server was heard; 0: there is nothing to show. */
  get heard(): number {
    return this.mine ? (this.owner?.heard ?? 0) : 0;
  }

  get mine(): boolean {
    return this.owner !== null && this.owner.account === this.account;
  }

  /** Reads what lies here. Another account's goes, and what nobody has looked at for long. */
  async open() {
    this.close();
    const found = await this.shelf.owner().catch(() => undefined);
    if (!found || !this.account) return;
    const old = found.heard < Date.now() - longest;
    if (found.account !== this.account || old) return this.wipe();
    // Another build's: this one can't read it. It goes with the first thing this one keeps.
    if (found.shapes !== this.shapes) return;
    const all = await this.shelf.outlines().catch(() => new Map<string, Outline>());
    for (const [name, outline] of all) this.outlines.set(name, outline);
    this.owner = found;
    await this.dropOverdue();
  }

  close() {
    this.owner = null;
    this.outlines.clear();
  }

  async wipe() {
    this.close();
    await wipe(this.shelf);
  }

  async read(name: string): Promise<unknown> {
    const entry = await this.shelf.get(name).catch(() => undefined);
    if (!entry || !this.owner) return undefined;
    return unseal(this.owner.key, name, entry).catch(() => undefined);
  }

  /** Writes an answer, unless it may not be written any more by then. false: the copy on the shelf is another one. */
  async put(query: Query, place: Place, part: unknown, may: () => boolean): Promise<boolean> {
    const name = query.queryHash;
    const account = this.account;
    const owner = await this.own();
    if (!owner) return true;
    const outline = outlineOf(query, place, part, this.outlines.get(name));
    const sealed = await seal(owner.key, name, part);
    if (this.account !== account || !may()) return true;
    const put = await this.shelf.put(owner.id, lastAnswerAt(), name, { ...outline, ...sealed }).catch(() => true);
    if (put) this.outlines.set(name, outline);
    return put;
  }

  /** Whether what lies on the shelf is this account's, whichever tab began it. */
  async stays(): Promise<boolean> {
    const found = await this.shelf.owner().catch(() => undefined);
    return found?.account === this.account;
  }

  async drop(names: string[]) {
    if (names.length === 0) return;
    for (const name of names) this.outlines.delete(name);
    await this.shelf.drop(names).catch(() => {});
  }

  dropOverdue(): Promise<void> {
    return this.drop(overdue(this.outlines));
  }

  private async own(): Promise<Owner | null> {
    if (this.owner) return this.owner;
    const account = this.account;
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
}
