import { describe, expect, it } from 'vitest';
import { inSight, isStep, seqOf, stopAfter, touches } from './roving';

/** A log a hundred high, with rows at some heights. */
function logOf(rows: [seq: number, top: number, bottom: number][]): HTMLElement {
  const place = (top: number, bottom: number) => () => ({ top, bottom }) as DOMRect;
  const log = document.createElement('div');
  log.getBoundingClientRect = place(0, 100);
  for (const [seq, top, bottom] of rows) {
    const row = document.createElement('article');
    row.dataset.seq = String(seq);
    row.getBoundingClientRect = place(top, bottom);
    log.append(row);
  }
  return log;
}

describe('walking a log', () => {
  it('goes from place to place, over gaps, and stays at its ends', () => {
    const stops = [2, 5, 9];
    expect(stopAfter('ArrowDown', stops, 2)).toBe(5);
    expect(stopAfter('ArrowUp', stops, 7)).toBe(5);
    expect(stopAfter('ArrowUp', stops, 2)).toBeUndefined();
    expect(stopAfter('ArrowDown', stops, 9)).toBeUndefined();
    expect([stopAfter('Home', stops, 5), stopAfter('End', stops, 5)]).toEqual([2, 9]);
    expect(stopAfter('End', [], 0)).toBeUndefined();
    expect(isStep('PageUp')).toBe(false);
  });

  it('knows which rows are in sight whole, and that a large one fills it', () => {
    const log = logOf([
      [1, -50, 10],
      [2, 10, 60],
      [3, 60, 100],
      [4, 100, 140],
    ]);
    expect(inSight(log).map(seqOf)).toEqual([2, 3]);
    expect(inSight(logOf([[7, -20, 300]])).map(seqOf)).toEqual([7]);
  });

  it('knows whether any of a row is in sight', () => {
    const log = logOf([
      [1, -50, 10],
      [2, 100, 140],
    ]);
    expect([...log.children].map((row) => touches(log, row as HTMLElement))).toEqual([true, false]);
    expect(touches(log, null)).toBe(false);
  });
});
