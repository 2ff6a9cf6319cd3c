import { expect, test } from 'vitest';
import { tomorrowMorning } from './conversation-acts';

test('tomorrow begins in Hong Kong', () => {
  const cases: [string, string][] = [
    ['2026-11-22T15:59:00Z', '2026-11-23T01:00:00.000Z'], // 23:59 in Hong Kong
    ['2026-11-22T16:01:00Z', '2026-11-24T01:00:00.000Z'], // just past midnight there
    ['2026-12-31T02:00:00Z', '2027-01-01T01:00:00.000Z'],
  ];
  for (const [now, then] of cases) expect(tomorrowMorning(new Date(now)).toISOString()).toBe(then);
});
