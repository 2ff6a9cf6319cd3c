import { describe, expect, it } from 'vitest';
import { nextWork, remindingTimes, sendingTimes } from './when';

const at = (list: { key: string; at: string }[]) => Object.fromEntries(list.map((one) => [one.key, one.at]));

describe('the times that are offered', () => {
  it('are those of Hong Kong, whatever the day in UTC', () => {
    // Wednesday 25 November 2026, 00:30 in Hong Kong: still Tuesday in UTC.
    expect(at(sendingTimes(new Date('2026-11-24T16:30:20Z')))).toEqual({
      hour: '2026-11-24T17:31:00.000Z',
      evening: '2026-11-25T10:00:00.000Z',
      tomorrow: '2026-11-26T01:00:00.000Z',
      monday: '2026-11-30T01:00:00.000Z',
    });
  });

  it('leave out an evening that has begun, and a Monday that is tomorrow', () => {
    // Sunday 29 November, 17:50.
    expect(Object.keys(at(sendingTimes(new Date('2026-11-29T09:50:00Z'))))).toEqual(['hour', 'tomorrow']);
    // On a Monday the next one is meant.
    expect(at(sendingTimes(new Date('2026-11-30T02:00:00Z'))).monday).toBe('2026-12-07T01:00:00.000Z');
  });

  it('know when work begins next, by the clocks of the organisation', () => {
    for (const [now, next] of [
      ['2026-11-25T01:00:00Z', null], // Wednesday, 09:00
      ['2026-11-25T09:59:59Z', null],
      ['2026-11-25T10:00:00Z', '2026-11-26T01:00:00.000Z'], // 18:00: the day after
      ['2026-11-25T00:59:59Z', '2026-11-25T01:00:00.000Z'], // before nine: the same day
      ['2026-11-27T10:00:00Z', '2026-11-30T01:00:00.000Z'], // Friday evening
      ['2026-11-28T04:00:00Z', '2026-11-30T01:00:00.000Z'], // Saturday
      ['2026-11-28T16:30:00Z', '2026-11-30T01:00:00.000Z'], // Sunday, 00:30
    ] as const)
      expect(nextWork(new Date(now))).toBe(next);
  });

  it('pass over holidays, and keep to a weekend that is worked', () => {
    const days = new Map([
      ['2026-12-25', false], // Friday, Christmas Day
      ['2026-12-26', false],
      ['2026-12-27', true], // a Sunday worked in exchange
      ['2026-12-28', false],
    ]);
    const next = (now: string) => nextWork(new Date(now), undefined, days);
    expect(next('2026-12-24T10:00:00Z')).toBe('2026-12-27T01:00:00.000Z');
    expect(next('2026-12-25T03:00:00Z')).toBe('2026-12-27T01:00:00.000Z');
    expect(next('2026-12-27T03:00:00Z')).toBeNull();
    expect(next('2026-12-27T11:00:00Z')).toBe('2026-12-29T01:00:00.000Z');
  });

  it('of a reminder begin in twenty minutes', () => {
    expect(at(remindingTimes(new Date('2026-12-31T09:50:00Z')))).toEqual({
      minutes: '2026-12-31T10:10:00.000Z',
      hour: '2026-12-31T10:50:00.000Z',
      hours: '2026-12-31T12:50:00.000Z',
      tomorrow: '2027-01-01T01:00:00.000Z',
    });
  });
});
