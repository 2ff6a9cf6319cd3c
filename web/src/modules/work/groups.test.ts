import { expect, it } from 'vitest';
import { dayKey } from '@/ui/format';
import { groupWork } from './groups';

const item = (ref: string, due: string | null) => ({
  ref,
  title: ref,
  at: '',
  count: 0,
  detail: '',
  due_at: due,
  link: '/',
  kind: 'x',
});

it('puts overdue first and undated last', () => {
  const now = new Date('2026-11-22T06:00:00Z');
  const groups = groupWork(
    [
      item('none', null),
      item('later', '2026-11-25T00:00:00Z'),
      item('today', '2026-11-22T09:00:00Z'),
      item('late', '2026-11-22T05:00:00Z'),
    ],
    now,
    (at) => dayKey(at),
  );
  expect(groups.map((one) => `${one.group}:${one.items[0]?.ref}`)).toEqual([
    'overdue:late',
    'today:today',
    'later:later',
    'undated:none',
  ]);
});
