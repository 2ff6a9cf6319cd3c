import { describe, expect, it } from 'vitest';
import { emptyDraft, keepDraft, readDraft } from './drafts';
import { Outbox, type Pending } from './outbox';

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
    new Outbox('o', storage).add(one);
    expect(new Outbox('o', storage).all()).toEqual([{ ...one, state: 'waiting' }]);
  });

  it('keeps a failed message until the person decides', () => {
    const storage = memory();
    const box = new Outbox('o', storage);
    box.add(one);
    box.update('a', { state: 'failed', reason: 'no' });
    expect(new Outbox('o', storage).all()[0]).toMatchObject({ state: 'failed', reason: 'no' });
    box.remove('a');
    expect(new Outbox('o', storage).all()).toEqual([]);
  });

  it('works on when storage is refused or broken', () => {
    const refusing = {
      getItem: () => '{not json',
      setItem: () => {
        throw new Error('full');
      },
    };
    const box = new Outbox('o', refusing);
    box.add(one);
    expect(box.all()).toHaveLength(1);
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
