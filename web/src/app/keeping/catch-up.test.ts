// @vitest-environment node
import { QueryClient } from '@tanstack/react-query';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Outline } from '@/api/kept/shelf';
import type { Conversation, List } from '@/api/types';
import { isBehind, reconcile } from './catch-up';

const outline = (conversation: string, more: Partial<Outline> = {}): Outline => ({
  org: 'o1',
  kind: 'messages',
  conversation,
  at: 0,
  opened: 0,
  first: 5,
  last: 9,
  rev: 3,
  ...more,
});
const row = (id: string, more: Partial<Conversation> = {}) =>
  ({ id, rev: 3, from_seq: 0, last_seq: 9, ...more }) as Conversation;

/** What is asked of the server, which says that every conversation has one change more, and knows no `gone`. */
let asked: string[];
beforeEach(() => {
  asked = [];
  vi.stubGlobal('document', { documentElement: { lang: 'en' } });
  vi.stubGlobal('fetch', async (address: string) => {
    asked.push(address.replace('/api/v1/o/o1/conversations/', ''));
    if (address.includes('/gone')) return new Response('{"code":"not_found"}', { status: 404 });
    if (!address.includes('/messages')) return new Response(JSON.stringify(row('far')));
    const recalled = { seq: 7, rev: 4, kind: 'recalled', text: '' };
    return new Response(JSON.stringify({ items: [], rev: 4, from_seq: 5, changed: [recalled] }));
  });
});
afterEach(() => vi.unstubAllGlobals());

async function compare(all: Record<string, Outline>, list: Partial<List<Conversation>>, first = false) {
  const client = new QueryClient();
  const lost: string[] = [];
  const dropped: string[] = [];
  await reconcile(client, new Map(Object.entries(all)), 'o1', { items: [], ...list } as List<Conversation>, {
    first,
    lose: async (id) => void lost.push(id),
    drop: async (names) => void dropped.push(...names),
    read: async () => ({
      items: [5, 6, 7, 8, 9].map((seq) => ({ seq, rev: 0, text: `said ${seq}` })),
      reachedStart: true,
      rev: 3,
    }),
  });
  const log = (id: string) =>
    client.getQueryData<{ items: { seq: number; text: string }[] }>(['o', 'o1', 'messages', id]);
  return { lost, dropped, log };
}

describe('what is kept is compared with the list', () => {
  it('and is behind by a change, by a beginning that is gone, and at first by what was said since', () => {
    const kept = outline('c');
    expect(isBehind(kept, row('c'), true)).toBe(false);
    expect(isBehind(kept, row('c', { rev: 4 }), false)).toBe(true);
    expect(isBehind(kept, row('c', { from_seq: 4 }), false)).toBe(false);
    expect(isBehind(kept, row('c', { from_seq: 5 }), false)).toBe(true);
    expect(isBehind(kept, row('c', { last_seq: 10 }), false)).toBe(false);
    expect(isBehind(kept, row('c', { last_seq: 10 }), true)).toBe(true);
  });

  it('asking only for what is behind, and of that for what changed', async () => {
    const { dropped, lost, log } = await compare(
      {
        same: outline('same'),
        behind: outline('behind'),
        'thread of it': outline('behind', { kind: 'thread' }),
        'list of threads': outline('', { kind: 'threads' }),
        'of another organisation': outline('c', { org: 'o2' }),
      },
      { items: [row('same'), row('behind', { rev: 4 })] },
    );
    expect(asked).toEqual(['behind/messages?after=9&rev=3&limit=200']);
    expect(log('behind')?.items.map((one) => one.text)).toEqual(['said 6', '', 'said 8', 'said 9']);
    expect(dropped.sort()).toEqual(['list of threads', 'thread of it']);
    expect(lost).toEqual([]);
  });

  it('and goes with a conversation that is not the reader’s any more', async () => {
    expect((await compare({ a: outline('left') }, { items: [row('other')] })).lost).toEqual(['left']);
    // The list has more pages than the one at hand: the server is asked.
    const { lost } = await compare({ a: outline('gone'), b: outline('far') }, { items: [row('other')], next: 'more' });
    expect(lost).toEqual(['gone']);
    expect(asked).toEqual(['gone', 'far']);
  });

  it('staying where nobody knows', async () => {
    vi.stubGlobal('fetch', () => Promise.reject(new TypeError('no network')));
    expect((await compare({ a: outline('far') }, { items: [], next: 'more' })).lost).toEqual([]);
  });
});
