import { describe, expect, it } from 'vitest';
import { stretches } from './stretches';

describe('stretches', () => {
  it('marks what was found, counting characters and not code units', () => {
    expect(
      stretches('𨋢壞咗，會議改期', [
        { from: 0, to: 1 },
        { from: 4, to: 6 },
      ]),
    ).toEqual([
      { text: '𨋢', marked: true },
      { text: '壞咗，', marked: false },
      { text: '會議', marked: true },
      { text: '改期', marked: false },
    ]);
  });
  it('shows a text without marks as it is', () => {
    expect(stretches('hello', [])).toEqual([{ text: 'hello', marked: false }]);
    expect(stretches('', [])).toEqual([]);
  });
  it('loses nothing where marks overlap', () => {
    const cut = stretches('abcdef', [
      { from: 1, to: 4 },
      { from: 2, to: 5 },
    ]);
    expect(cut.map((one) => one.text).join('')).toBe('abcdef');
  });
});
