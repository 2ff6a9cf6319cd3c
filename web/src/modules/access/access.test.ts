import { describe, expect, it } from 'vitest';
import type { Rule } from '@/api/types';
import { formatLeft, momentIn } from '@/ui/format';
import { byModule } from '@/ui/rights';
import { emptyGrant, grantReady, withAction } from './grant-input';

const rule = (action: string, scopes: string[]): Rule => ({
  action,
  title: action,
  module: action.split('.')[0] ?? '',
  module_title: '',
  roles: [],
  scopes,
  forbids: [],
});
const rules = [
  rule('a.read', ['all']),
  rule('b.write', ['department', 'all']),
  rule('a.list', ['own', 'department', 'all']),
];

describe('a grant', () => {
  it('is ready with its person, action, scope, and the object that the scope needs', () => {
    const input = { ...emptyGrant, person_id: 'p', action: 'a.read', scope: 'all' };
    expect(grantReady(input)).toBe(true);
    expect(grantReady({ ...input, person_id: '' })).toBe(false);
    expect(grantReady({ ...input, scope: 'department' })).toBe(false);
    expect(grantReady({ ...input, scope: 'department', object: 'department:d' })).toBe(true);
    expect(grantReady({ ...input, until: '' })).toBe(false);
  });

  it('keeps scope and object when another action has the scope too', () => {
    const input = { ...emptyGrant, action: 'b.write', scope: 'department', object: 'department:d' };
    expect(withAction(input, 'a.list', rules)).toMatchObject({ scope: 'department', object: 'department:d' });
    expect(withAction(input, 'a.read', rules)).toMatchObject({ scope: 'all', object: undefined });
    expect(withAction(emptyGrant, 'b.write', rules).scope).toBe('');
  });
});

describe('rules', () => {
  it('stand by module, in order', () => {
    expect(byModule(rules).map((one) => [one.module, one.items.length])).toEqual([
      ['a', 2],
      ['b', 1],
    ]);
  });
});

describe('an end', () => {
  const now = new Date('2026-11-22T00:00:00Z');

  it('is told in a unit of which there are two at least', () => {
    expect(formatLeft('2026-11-29T00:00:00Z', 'en', now)).toBe('in 7 days');
    expect(formatLeft('2026-11-28T23:59:58Z', 'en', now)).toBe('in 7 days');
    expect(formatLeft('2026-11-23T12:00:00Z', 'en', now)).toBe('in 36 hours');
    expect(formatLeft('2026-11-22T00:01:30Z', 'en', now)).toBe('in 90 seconds');
    expect(formatLeft('2026-11-21T00:00:00Z', 'en', now)).toBe('in 0 seconds');
  });

  it('is a time of the organisation, wherever the browser is', () => {
    expect(momentIn(new Date(Date.UTC(2026, 10, 22, 18, 30)), 'Asia/Hong_Kong')).toBe('2026-11-22T10:30:00.000Z');
    expect(momentIn(new Date(Date.UTC(2026, 10, 22, 18, 30)), 'UTC')).toBe('2026-11-22T18:30:00.000Z');
  });
});
