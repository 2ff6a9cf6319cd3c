import { describe, expect, it } from 'vitest';
import type { Fact } from '@/api/law';
import { buildGiven, controlOf, factAt, shapeOf } from './given';
import { byRules, humanise, isDay, readable } from './values';

const fact = (name: string, type: string, more: Partial<Fact> = {}): Fact => ({ name, type, doc: '', ...more });

describe('the facts of a question', () => {
  it('are read by their types', () => {
    const facts = [
      fact('start', 'hire_date'),
      fact('years', 'int', { list: true }),
      fact('wage', 'number'),
      fact('agreed', 'bool'),
      fact('rest', 'weekday', { list: true }),
      fact('roster', 'period'),
      fact('rate', 'fraction'),
      fact('cases', 'object', { list: true }),
    ];
    const form = {
      start: '2024-01-01',
      years: '1, 3，9',
      wage: 'HK$12,345.60',
      agreed: 'false',
      rest: 'Sun,Wed',
      roster: '2026-01-01/2026-01-31',
      rate: '4/5',
      cases: '[{"kind": "fine"}]',
    };
    expect(buildGiven(facts, form)).toEqual({
      given: {
        start: '2024-01-01',
        years: [1, 3, 9],
        wage: 12345.6,
        agreed: false,
        rest: ['Sun', 'Wed'],
        roster: ['2026-01-01', '2026-01-31'],
        rate: '4/5',
        cases: [{ kind: 'fine' }],
      },
      mistakes: {},
    });
  });

  it('leave out what is optional and say null for a missing record', () => {
    const facts = [fact('a', 'number', { optional: true }), fact('b', 'number', { nullable: true })];
    expect(buildGiven(facts, { a: ' ' })).toEqual({ given: { b: null }, mistakes: {} });
    const hours = [fact('hours', 'number', { list: true, nullable: true })];
    expect(buildGiven(hours, { hours: '18, ?, 20.5' }).given).toEqual({ hours: [18, null, 20.5] });
  });

  it('name what cannot be read', () => {
    const facts = [
      fact('none', 'date'),
      fact('wage', 'number'),
      fact('years', 'int', { list: true }),
      fact('cases', 'object', { list: true }),
      fact('roster', 'period', { optional: true }),
      fact('empty', 'period', { optional: true }),
    ];
    const form = { wage: 'ten', years: '1, x', cases: '[{', roster: '2026-01-01/', empty: '/' };
    expect(buildGiven(facts, form)).toEqual({
      given: {},
      mistakes: { none: 'missing', wage: 'number', years: 'number', cases: 'json', roster: 'period' },
    });
  });

  it('show the shape of what is written as JSON', () => {
    const fields = [fact('kind', 'choice', { choices: ['fine'] }), fact('amount', 'number', { optional: true })];
    const cases = fact('cases', 'object', { list: true, fields });
    expect(controlOf(cases)).toBe('json');
    expect(shapeOf(cases)).toBe('[{"kind": "fine", "amount"?: 1.5}]');
    expect(controlOf(fact('settings', 'settings'))).toBe('json');
  });

  it('are found in the place an error names', () => {
    expect(factAt('body.given.cases.kind')).toBe('cases');
    expect(factAt('body.given')).toBe('');
    expect(factAt('query.on')).toBe('');
  });
});

describe('values', () => {
  it('put long lists after short values', () => {
    const days = [{ date: '2026-01-01', holiday: 'new_year' }];
    expect(readable({ days, count: 1, steps: [{ from_years: 1, days: 5 }], added: ['christmas'] })).toEqual([
      { kind: 'plain', key: 'count', value: 1 },
      { kind: 'list', key: 'added', items: ['christmas'] },
      { kind: 'dated', key: 'days', items: [{ date: '2026-01-01', name: 'new_year' }] },
      { kind: 'records', key: 'steps', items: [{ from_years: 1, days: 5 }] },
    ]);
  });

  it('are told apart and put in groups', () => {
    expect(isDay('2026-11-22')).toBe(true);
    expect(isDay('2026-13-22')).toBe(false);
    expect(humanise('later_rate')).toBe('Later rate');
    const items = [{ rules: 'company' }, { rules: 'mainland' }, { rules: 'hk' }];
    expect(byRules(items).map((group) => group.rules)).toEqual(['hk', 'mainland', 'company']);
    expect(byRules([{ rules: 'hk' }])).toHaveLength(1);
  });
});
