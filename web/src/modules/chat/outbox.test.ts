import { afterEach, describe, expect, it, vi } from 'vitest';
import { emptyDraft, keepDraft, readDraft } from './drafts';
import { Outbox, outboxOf, type Pending } from './outbox';
import { sendWaiting, showsConversation } from './sending';

function memory() {
  const kept = new Map<string, string>();
  return {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
  };
}

const one: Pending = {
  client_id: 'a',
  conversation_id: 'c',
  text: 'hello',
  mentions: [],
  at: '2026-11-22T01:00:00Z',
  state: 'sending',
  reason: '',
};

describe('outbox', () => {
  it('survives a closed tab: what was being sent waits to be sent again', () => {
    const storage = memory();
    new Outbox('o', 'p', storage).add(one);
    expect(new Outbox('o', 'p', storage).all()).toEqual([{ ...one, state: 'waiting' }]);
  });

  it('keeps a failed message until the person decides', () => {
    const storage = memory();
    const box = new Outbox('o', 'p', storage);
    box.add(one);
    box.update('a', { state: 'failed', reason: 'no' });
    expect(new Outbox('o', 'p', storage).all()[0]).toMatchObject({ state: 'failed', reason: 'no' });
    box.remove('a');
    expect(new Outbox('o', 'p', storage).all()).toEqual([]);
  });

  it("is nobody else's, in the same browser and organisation", () => {
    const storage = memory();
    new Outbox('o', 'p', storage).add(one);
    expect(new Outbox('o', 'another', storage).all()).toEqual([]);
  });

  it('works on when storage is refused or broken', () => {
    const refusing = {
      getItem: () => '{not json',
      setItem: () => {
        throw new Error('full');
      },
    };
    const box = new Outbox('o', 'p', refusing);
    box.add(one);
    expect(box.all()).toHaveLength(1);
  });
});

describe('what waits', () => {
  afterEach(() => vi.unstubAllGlobals());

  // A server that stores everything of one conversation, and is out of reach for the other.
  const server = () => {
    const posted: string[] = [];
    vi.stubGlobal('fetch', async (address: string, { body }: { body: string }) => {
      if (address.includes('/far/')) throw new TypeError('no network');
      posted.push(JSON.parse(body).client_id);
      return new Response('{}', { status: 201 });
    });
    return posted;
  };

  it('goes out in its order, but where its conversation is on screen and sends for itself', async () => {
    const posted = server();
    const box = outboxOf('o', 'waits');
    for (const [client_id, conversation_id] of [
      ['1', 'near'],
      ['2', 'shown'],
      ['3', 'far'],
      ['4', 'near'],
      ['5', 'far'],
    ]) {
      box.add({ ...one, client_id: client_id ?? '', conversation_id: conversation_id ?? '', state: 'waiting' });
    }
    const leave = showsConversation('shown');
    await sendWaiting('o', 'waits', String);
    expect(posted).toEqual(['1', '4']);
    expect(box.all().map((left) => [left.client_id, left.state])).toEqual([
      ['2', 'waiting'],
      ['3', 'waiting'],
      ['5', 'waiting'],
    ]);
    leave();
    await sendWaiting('o', 'waits', String);
    expect(posted).toEqual(['1', '4', '2']);
  });
});

describe('drafts', () => {
  it('are kept per organisation and conversation, and go when empty', () => {
    const storage = memory();
    keepDraft('o', 'c1', { text: 'half a', mentions: [], reply_to: 7 }, storage);
    expect(readDraft('o', 'c1', storage)).toEqual({ text: 'half a', mentions: [], reply_to: 7 });
    expect(readDraft('o', 'c2', storage)).toEqual(emptyDraft);
    expect(readDraft('p', 'c1', storage)).toEqual(emptyDraft);
    keepDraft('o', 'c1', { text: '  ', mentions: [], reply_to: 7 }, storage);
    expect(storage.getItem('tramway.draft.o.c1')).toBeNull();
  });
});
