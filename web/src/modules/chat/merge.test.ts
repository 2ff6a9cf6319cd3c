import { describe, expect, it } from 'vitest';
import { fakeMessage } from './fake.test-data';
import { around, leavesGap, meets, mergeMessages, newer, older, replaceMessage, resume } from './merge';

const seqs = (items: { seq: number }[]) => items.map((one) => one.seq);
const list = (...numbers: number[]) => numbers.map((seq) => fakeMessage(seq, 'a'));

/** A server with messages 1…last that remembers what it was asked. */
function server(last: number) {
  const asked: object[] = [];
  const fetch = async (where: { after?: number; before?: number; limit: number }) => {
    asked.push(where);
    const all = Array.from({ length: last }, (_, index) => index + 1);
    const found =
      where.after !== undefined
        ? all.filter((seq) => seq > (where.after ?? 0)).slice(0, where.limit)
        : all.filter((seq) => where.before === undefined || seq < where.before).slice(-where.limit);
    return { items: list(...found), first_seq: found[0] ?? 0, rev: 0, last_seq: found.at(-1) ?? 0 };
  };
  return { asked, fetch };
}

describe('merging', () => {
  it('puts late, doubled and unordered messages in their places', () => {
    expect(seqs(mergeMessages(list(1, 2, 5), list(4, 2, 3)))).toEqual([1, 2, 3, 4, 5]);
    expect(seqs(mergeMessages(list(1, 2), list(3, 4)))).toEqual([1, 2, 3, 4]);
    expect(seqs(mergeMessages(list(3), list(1, 2)))).toEqual([1, 2, 3]);
  });

  it('keeps the same list when nothing came', () => {
    const known = list(1);
    expect(mergeMessages(known, [])).toBe(known);
  });

  it('sees a gap only when numbers are missing', () => {
    expect(leavesGap(list(1, 2), 3)).toBe(false);
    expect(leavesGap(list(1, 2), 2)).toBe(false);
    expect(leavesGap(list(1, 2), 4)).toBe(true);
    expect(leavesGap([], 9)).toBe(false);
  });
});

describe('resuming', () => {
  it('reads the newest page first', async () => {
    const { fetch } = server(130);
    const log = await resume(undefined, fetch);
    expect(seqs(log.items).at(0)).toBe(81);
    expect(log.reachedStart).toBe(false);
  });

  it('asks for what came after the last known number until nothing is missing', async () => {
    const { fetch, asked } = server(450);
    const log = await resume({ items: list(1, 2, 3), reachedStart: true, rev: 0 }, fetch);
    expect(seqs(log.items)).toEqual(Array.from({ length: 450 }, (_, index) => index + 1));
    expect(asked).toEqual([
      { after: 3, rev: 0, limit: 200 },
      { after: 203, rev: 0, limit: 200 },
      { after: 403, rev: 0, limit: 200 },
    ]);
  });

  it('takes what changed meanwhile in its place, and nothing that it has not loaded', async () => {
    const edited = { ...fakeMessage(2, 'a'), text: 'edited', rev: 7 };
    const page = { items: [], rev: 7, changed: [edited, { ...fakeMessage(1, 'a'), rev: 6 }] };
    const log = await resume({ items: list(2, 3), reachedStart: false, rev: 5 }, async () => page);
    expect(log.items.map((one) => one.text)).toEqual(['edited', 'text 3']);
    expect(log.rev).toBe(7);
    expect(replaceMessage(log.items, fakeMessage(2, 'a')), 'an older state comes late').toEqual(log.items);
  });

  it('lets go of what stands before the place from which it is mine', async () => {
    const page = { items: list(9), rev: 0, from_seq: 3 };
    const log = await resume({ items: list(2, 3, 4), reachedStart: false, rev: 0 }, async () => page);
    expect(seqs(log.items)).toEqual([4, 9]);
    expect(log.reachedStart, 'there is nothing before it').toBe(true);
  });

  it('walks back to the start and then stops asking', async () => {
    const { fetch, asked } = server(60);
    let log = await resume(undefined, fetch);
    log = await older(log, fetch);
    expect(log.items).toHaveLength(60);
    expect(log.reachedStart).toBe(true);
    const calls = asked.length;
    expect(await older(log, fetch)).toBe(log);
    expect(asked).toHaveLength(calls);
  });
});

describe('a stretch around a place', () => {
  it('has the place in its middle and grows until it meets the log', async () => {
    const { fetch } = server(500);
    const log = await resume(undefined, fetch);
    let stretch = await around(200, fetch);
    expect(seqs(stretch.items).at(0)).toBe(176);
    expect(seqs(stretch.items).at(-1)).toBe(225);
    expect(meets(stretch.items, log.items)).toBe(false);
    for (let step = 0; step < 5; step += 1) stretch = await newer(stretch, fetch);
    expect(meets(stretch.items, log.items)).toBe(true);
    const all = seqs(mergeMessages(log.items, stretch.items));
    expect(all).toEqual(Array.from({ length: 325 }, (_, index) => index + 176));
  });

  it('knows the beginning of a conversation', async () => {
    const { fetch } = server(500);
    const stretch = await around(3, fetch);
    expect(seqs(stretch.items)).toEqual(Array.from({ length: 28 }, (_, index) => index + 1));
    expect(stretch.reachedStart).toBe(true);
  });
});
