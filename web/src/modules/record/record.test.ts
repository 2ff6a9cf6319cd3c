import { describe, expect, it } from 'vitest';
import { difference } from './diff';
import { readFilter, startOfDay } from './filter';

describe('difference', () => {
  it('shows only what changed, by path', () => {
    const before = { title: 'Officer', address: { city: 'HK', floor: 3 }, tags: ['a'], gone: 'x' };
    const after = { title: 'Manager', address: { city: 'HK', floor: 4 }, tags: ['a', 'b'], fresh: true };
    expect(difference(before, after)).toEqual([
      { path: 'title', kind: 'changed', before: 'Officer', after: 'Manager' },
      { path: 'address.floor', kind: 'changed', before: '3', after: '4' },
      { path: 'tags', kind: 'changed', before: 'a', after: 'a, b' },
      { path: 'gone', kind: 'removed', before: 'x', after: '' },
      { path: 'fresh', kind: 'added', before: '', after: 'true' },
    ]);
  });

  it('takes a missing side as nothing', () => {
    expect(difference(null, { name: 'A', note: '' })).toEqual([
      { path: 'name', kind: 'added', before: '', after: 'A' },
    ]);
    expect(difference(undefined, null)).toEqual([]);
  });
});

describe('filter', () => {
  it('takes whole days of the zone, the last one included', () => {
    const values = new URLSearchParams('action=%20title%20&from=2026-11-01&to=2026-11-22&entry=e1&actor=');
    expect(readFilter(values, 'Asia/Hong_Kong')).toEqual({
      action: 'title',
      from: '2026-10-31T16:00:00.000Z',
      to: '2026-11-22T16:00:00.000Z',
    });
    expect(startOfDay('2026-07-01', 'UTC')).toBe('2026-07-01T00:00:00.000Z');
    expect(readFilter(new URLSearchParams('from=soon'), 'UTC').from).toBeUndefined();
  });
});
