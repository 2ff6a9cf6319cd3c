import { describe, expect, it } from 'vitest';
import { type Shelf, slashWords, type ToolName, toolsFor } from './composer-tools';

const shelf: Shelf = new Map(
  (
    [
      ['schedule', 'Send later'],
      ['poll', '投票'],
      ['emoji', 'Emoji'],
    ] as [ToolName, string][]
  ).map(([name, label]) => [name, { label, icon: null, run: () => {} }]),
);
const names = (words: string) => toolsFor(shelf, words).map((one) => one.name);

describe('tools of the composer', () => {
  it('stand in one order, whichever came first', () => {
    expect(names('')).toEqual(['emoji', 'poll', 'schedule']);
  });

  it('are found by any part of their words and by the beginning of their names', () => {
    expect(names('LATER')).toEqual(['schedule']);
    expect(names('票')).toEqual(['poll']);
    expect(names('po')).toEqual(['poll']);
    expect(names('oll')).toEqual([]);
  });

  it('are asked for by a slash at the beginning alone', () => {
    expect(slashWords('/')).toBe('');
    expect(slashWords('/投票')).toBe('投票');
    expect(slashWords('/send later')).toBe('send later');
    for (const text of ['', 'a/', ' /x', '/etc/hosts', '/two\nlines', `/${'x'.repeat(21)}`]) {
      expect(slashWords(text)).toBeUndefined();
    }
  });
});
