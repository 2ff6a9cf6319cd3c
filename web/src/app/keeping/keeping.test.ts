// @vitest-environment node
import 'fake-indexeddb/auto';
import { QueryClient, type QueryKey } from '@tanstack/react-query';
import { IDBFactory } from 'fake-indexeddb';
import { createStore } from 'idb-keyval';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { ApiError, showFrom } from '@/api/client';
import { newKey, seal, unseal } from '@/api/kept/seal';
import { type Entry, type Outline, Shelf } from '@/api/kept/shelf';
import { longest, mostConversations, mostMessages, partOf, placeOf } from '@/api/kept/what';
import type { Boot } from '@/api/types';
import { Keeper } from './keeper';
import { overdue } from './outlines';

vi.stubGlobal('window', globalThis);

const boot = (account: string, ...orgs: string[]) =>
  ({
    version: '1',
    state: 'ready',
    demo: true,
    demo_sign_ins: [{ login: 'a', password: 'secret' }],
    session: {
      account: { id: account },
      organisations: orgs.map((id) => ({ id })),
      fresh_until: '2999-01-01T00:00:00Z',
    },
  }) as unknown as Boot;

const log = (id: string, ...seqs: number[]) => ({
  items: seqs.map((seq) => ({ seq, conversation_id: id, text: `said ${seq}` })),
  reachedStart: true,
  rev: 0,
});

/** A browser with one store, in which pages are opened. */
function browser() {
  vi.stubGlobal('indexedDB', new IDBFactory());
  const kept = new Map<string, string>();
  vi.stubGlobal('localStorage', {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
  });
}

function page(shapes = 'a') {
  const client = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  const shelf = new Shelf(createStore('tramway', 'kept'));
  return { client, shelf, keeper: new Keeper(client, shelf, shapes) };
}

/** Somebody reads in an organisation that lets what they read be kept. */
async function reads(account: string, what: [QueryKey, unknown][], keeps = true) {
  const one = page();
  one.client.setQueryData(['boot'], boot(account, 'o1'));
  await one.keeper.keep(boot(account, 'o1'));
  one.client.setQueryData(['o', 'o1', 'device'], { keeps });
  for (const [key, data] of what) one.client.setQueryData(key, data);
  await one.keeper.write();
  return one;
}

const names = async (shelf: Shelf) => [...(await shelf.outlines()).keys()];
const offline = () => Promise.reject(new ApiError({ status: 0, code: 'offline' }));

beforeEach(browser);
beforeEach(() => showFrom(Date.now()));

describe('what is kept', () => {
  // Whoever adds a query decides here, by name, whether a browser keeps its answers.
  it('is this list, and nothing else that the page asks for', () => {
    const sources = import.meta.glob<string>('/src/**/*.{ts,tsx}', { query: '?raw', import: 'default', eager: true });
    const keys = Object.entries(sources)
      .filter(([path]) => !path.includes('.test.'))
      .flatMap(([, text]) => [...text.matchAll(/(?:queryKey: |=> )\[('[^\]]+)\]/g)].map((found) => found[1] ?? ''));
    const parts = keys.map((key) => key.split(',').map((part) => part.trim().replace(/^'(.*)'$/, '$1')));
    expect(parts.length).toBeGreaterThan(100);
    const found = new Set(
      parts.filter((key) => placeOf(key)).map((key) => (key[0] === 'o' ? `${key[2]}/${key.length}` : key[0])),
    );
    expect([...found].sort()).toEqual([
      'boot',
      'chat-rules/3',
      'conversation/4',
      'conversations/3',
      'held/4',
      'me/3',
      'messages/4',
      'thread/5',
      'threads/3',
      'unread/3',
    ]);
  });

  it('leaves out what only looks like it', () => {
    for (const key of [
      ['o', 'o1', 'messages', 'c1', 'around', 7],
      ['o', 'o1', 'message', 'c1', 7],
      ['o', 'o1', 'record', 'entries', {}],
      ['o', 'o1', 'monitoring', 'readings'],
      ['o', 'o1', 'held-messages'],
      ['o', 'o1', 'search', 'words'],
      ['o', 'o1', 'constructor'],
      ['me', 'sessions'],
      ['boot', 'more'],
    ]) {
      expect(placeOf(key), JSON.stringify(key)).toBeNull();
    }
  });

  it('has of the session no sign-ins and no proof, and of oneself no numbers', () => {
    const part = partOf({ org: '', kind: 'boot', conversation: '' }, boot('a1', 'o1', 'o2'), new Set(['o1'])) as Boot;
    expect(part.demo_sign_ins).toEqual([]);
    expect(part.session?.fresh_until).toBe('1970-01-01T00:00:00.000Z');
    expect(part.session?.organisations?.map((one) => one.id)).toEqual(['o1']);
    const person = {
      id: 'p1',
      name: 'CHAN',
      phone: '+852 5123 4567',
      email: 'c@x.example',
      values: [{ value: 'A123456(3)' }],
    };
    const me = partOf({ org: 'o1', kind: 'me', conversation: '' }, { person, roles: [], can: [] }, new Set(['o1']));
    expect(JSON.stringify(me)).not.toMatch(/5123|x\.example|A123456/);
  });

  it('is bounded: the newest messages, within a number of characters', () => {
    const place = { org: 'o1', kind: 'messages', conversation: 'c1' };
    const many = log('c1', ...Array.from({ length: 150 }, (_, at) => at + 1));
    const part = partOf(place, many, new Set(['o1'])) as typeof many;
    expect(part.items.map((one) => one.seq)).toEqual(many.items.slice(-mostMessages).map((one) => one.seq));
    expect(part.reachedStart).toBe(false);
    const long = { ...many, items: many.items.slice(0, 50).map((one) => ({ ...one, text: 'x'.repeat(20_000) })) };
    expect((partOf(place, long, new Set(['o1'])) as typeof many).items).toHaveLength(24);
    expect(partOf(place, many, new Set())).toBeUndefined();
  });

  it('goes when nobody has opened it for long, or more were opened since', () => {
    const of = (id: string, opened: number) =>
      [id, { org: 'o1', kind: 'messages', conversation: id, at: 0, opened, first: 1, last: 1, rev: 0 }] as const;
    const now = longest * 10;
    const all = new Map<string, Outline>(
      Array.from({ length: mostConversations + 2 }, (_, at) => of(`c${at}`, now - at)),
    );
    all.set('thread', { ...of('c31', now)[1], kind: 'thread' } as Outline);
    expect(overdue(all, now).sort()).toEqual(['c30', 'c31', 'thread']);
    expect(overdue(new Map([of('old', now - longest), of('new', now - longest + 1)]), now)).toEqual(['old']);
  });
});

describe('keeping', () => {
  const key = ['o', 'o1', 'messages', 'c1'];

  it('gives what was read to the next page when the server is out of reach', async () => {
    await reads('a1', [[key, log('c1', 1, 2)]]);
    const next = page();
    void next.client.fetchQuery({ queryKey: ['boot'], queryFn: offline }).catch(() => {});
    await next.keeper.show();
    expect(next.client.getQueryData<Boot>(['boot'])?.session?.account.id).toBe('a1');
    await next.client.fetchQuery({ queryKey: key, queryFn: offline }).catch(() => {});
    await vi.waitFor(() => expect(next.client.getQueryData(key)).toEqual(log('c1', 1, 2)));
  });

  it('writes nothing before the server has said that it may, and wipes when it says no', async () => {
    const one = page();
    await one.keeper.keep(boot('a1', 'o1'));
    one.client.setQueryData(key, log('c1', 1));
    await one.keeper.write();
    expect(await one.shelf.owner()).toBeUndefined();
    one.client.setQueryData(['o', 'o1', 'device'], { keeps: true });
    await one.keeper.write();
    expect(await names(one.shelf)).toEqual([JSON.stringify(key)]);
    one.client.setQueryData(['o', 'o1', 'device'], { keeps: false });
    await vi.waitFor(async () => expect(await one.shelf.owner()).toBeUndefined());
    expect(await names(one.shelf)).toEqual([]);
    one.client.setQueryData(key, log('c1', 1, 2));
    await one.keeper.write();
    expect(await names(one.shelf)).toEqual([]);
    // Allowed again, what is on screen is kept again.
    one.client.setQueryData(['o', 'o1', 'device'], { keeps: true });
    await one.keeper.write();
    expect(await names(one.shelf)).toEqual([JSON.stringify(key)]);
  });

  it('shows and leaves nothing of one account to another', async () => {
    await reads('a1', [[key, log('c1', 1)]]);
    const next = page();
    await next.keeper.keep(boot('a2', 'o1'));
    expect(await names(next.shelf)).toEqual([]);
    await next.client.fetchQuery({ queryKey: key, queryFn: offline }).catch(() => {});
    await next.keeper.write();
    expect(next.client.getQueryData(key)).toBeUndefined();
  });

  it('ends in a page that slept while another wiped: it writes nothing for whoever came since', async () => {
    const asleep = await reads('a1', [[key, log('c1', 1)]]);
    await asleep.shelf.wipe();
    await reads('a2', [[['o', 'o1', 'unread'], { total: 1 }]]);
    asleep.client.setQueryData(key, log('c1', 1, 2));
    await asleep.keeper.write();
    expect(await names(asleep.shelf)).toEqual([JSON.stringify(['o', 'o1', 'unread']), '["boot"]'].sort());
  });

  it('leaves two pages each what the other knows better', async () => {
    const one = await reads('a1', [[key, log('c1', 1, 2, 3)]]);
    const two = page();
    await two.keeper.keep(boot('a1', 'o1'));
    two.client.setQueryData(['o', 'o1', 'device'], { keeps: true });
    two.client.setQueryData(key, log('c1', 1, 2));
    two.client.setQueryData(['o', 'o1', 'messages', 'c2'], log('c2', 9));
    await two.keeper.write();
    const all = await one.shelf.outlines();
    expect(all.get(JSON.stringify(key))?.last).toBe(3);
    expect(all.get('["o","o1","messages","c2"]')?.last).toBe(9);
  });

  it('loses at once what may not be seen any more', async () => {
    const other = ['o', 'o1', 'messages', 'c2'];
    const one = await reads('a1', [
      [key, log('c1', 1)],
      [other, log('c2', 1)],
    ]);
    const gone = () => Promise.reject(new ApiError({ status: 404, code: 'not_found' }));
    await one.client.fetchQuery({ queryKey: key, queryFn: gone }).catch(() => {});
    await vi.waitFor(async () => expect(await names(one.shelf)).not.toContain(JSON.stringify(key)));
    expect(one.client.getQueryData(key)).toBeUndefined();
    expect(await names(one.shelf)).toContain(JSON.stringify(other));
    // Taken out of the organisation, nothing of it stays.
    await one.client.fetchQuery({ queryKey: ['o', 'o1', 'me'], queryFn: gone }).catch(() => {});
    await vi.waitFor(async () => expect(await one.shelf.owner()).toBeUndefined());
    expect(one.client.getQueryData(other)).toBeUndefined();
  });

  it('does not read what another build has kept, and replaces it', async () => {
    await reads('a1', [[key, log('c1', 1)]]);
    const next = page('b');
    await next.keeper.show();
    expect(next.client.getQueryData(['boot'])).toBeUndefined();
    await next.keeper.keep(boot('a1', 'o1'));
    next.client.setQueryData(['o', 'o1', 'device'], { keeps: true });
    next.client.setQueryData(['o', 'o1', 'unread'], { total: 0 });
    await next.keeper.write();
    expect(await names(next.shelf)).toEqual(['["o","o1","unread"]']);
  });
});

describe('the seal', () => {
  it('opens under its key and its name alone, and shows nothing', async () => {
    const key = await newKey();
    const sealed = await seal(key, 'a', { text: 'salaries' });
    expect(new TextDecoder().decode(sealed.bytes)).not.toContain('salaries');
    expect(await unseal(key, 'a', sealed)).toEqual({ text: 'salaries' });
    await expect(unseal(key, 'b', sealed)).rejects.toThrow();
    await expect(unseal(await newKey(), 'a', sealed)).rejects.toThrow();
    await expect(crypto.subtle.exportKey('raw', key)).rejects.toThrow();
  });

  it('lies over all that is kept', async () => {
    const { shelf } = await reads('a1', [[['o', 'o1', 'messages', 'c1'], log('c1', 1)]]);
    const entry = (await shelf.get('["o","o1","messages","c1"]')) as Entry;
    expect(Object.keys(entry).sort()).toEqual([
      'at',
      'bytes',
      'conversation',
      'first',
      'iv',
      'kind',
      'last',
      'opened',
      'org',
      'rev',
    ]);
  });
});
