import { describe, expect, it } from 'vitest';
import { ShortcutReader } from './shortcuts';

const press = (key: string, more = {}) => ({
  key,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  ...more,
});

describe('shortcuts', () => {
  it('reads chords also while typing', () => {
    const reader = new ShortcutReader();
    expect(reader.read(press('k', { ctrlKey: true }), true, true, 0)).toBe('palette');
    expect(reader.read(press('K', { metaKey: true }), true, false, 0)).toBe('palette');
    expect(reader.read(press('ArrowDown', { altKey: true }), true, true, 0)).toBe('conversation_next');
    expect(reader.read(press('ArrowUp', { altKey: true, shiftKey: true }), true, true, 0)).toBe('unread_previous');
  });

  it('waits a second for the letter after G', () => {
    const reader = new ShortcutReader();
    expect(reader.read(press('g'), false, true, 0)).toBeNull();
    expect(reader.read(press('w'), false, true, 900)).toBe('go_work');
    reader.read(press('g'), false, true, 2000);
    expect(reader.read(press('w'), false, true, 3100)).toBeNull();
  });

  it('leaves single letters alone while typing or when switched off', () => {
    const reader = new ShortcutReader();
    expect(reader.read(press('?'), true, true, 0)).toBeNull();
    expect(reader.read(press('?'), false, false, 0)).toBeNull();
    expect(reader.read(press('?'), false, true, 0)).toBe('sheet');
  });

  it('reads the keys of messages where nobody types, and Escape everywhere', () => {
    const reader = new ShortcutReader();
    const read = (key: string, typing = false, more = {}) => reader.read(press(key, more), typing, true, 0);
    const keys = {
      j: 'next',
      K: 'previous',
      r: 'reply',
      t: 'thread',
      e: 'edit',
      Backspace: 'recall',
      Delete: 'recall',
      f: 'forward',
    };
    for (const [key, does] of Object.entries(keys)) {
      expect(read(key)).toBe(`message_${does}`);
      expect(read(key, true)).toBeNull();
      expect(reader.read(press(key), false, false, 0)).toBeNull();
    }
    expect(read('Escape', true)).toBe('leave');
    expect(read('Escape', false, { shiftKey: true })).toBeNull();
  });
});
