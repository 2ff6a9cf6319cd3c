import { describe, expect, it } from 'vitest';
import { bytesOf, sameKey } from './browser-push';

describe('the key a browser subscribes with', () => {
  it('is read from base64url without padding', () => {
    expect([...bytesOf('-_8B')]).toEqual([0xfb, 0xff, 0x01]);
  });

  it('is told from another and from none', () => {
    expect(sameKey(bytesOf('-_8B').buffer, '-_8B')).toBe(true);
    expect(sameKey(bytesOf('-_8C').buffer, '-_8B')).toBe(false);
    expect(sameKey(bytesOf('-_8').buffer, '-_8B')).toBe(false);
    expect(sameKey(null, '-_8B')).toBe(false);
  });
});
