import { describe, expect, it } from 'vitest';
import { sends } from './sending-key';

const press = (key: string, more = {}) => ({
  key,
  shiftKey: false,
  ctrlKey: false,
  altKey: false,
  metaKey: false,
  ...more,
});

describe('the key that sends', () => {
  it('is Enter alone where one wants that, and Ctrl or ⌘ with it always', () => {
    expect(sends(press('Enter'), true)).toBe(true);
    expect(sends(press('Enter'), false)).toBe(false);
    for (const on of [true, false]) {
      expect(sends(press('Enter', { ctrlKey: true }), on)).toBe(true);
      expect(sends(press('Enter', { metaKey: true }), on)).toBe(true);
      expect(sends(press('Enter', { shiftKey: true }), on)).toBe(false);
      expect(sends(press('Enter', { altKey: true, ctrlKey: true }), on)).toBe(false);
      expect(sends(press('a'), on)).toBe(false);
    }
  });
});
