import { expect, it } from 'vitest';
import { changed } from './usePresence';

it('takes what is told into what was asked, and forgets who went', () => {
  const known = { a: 'here', b: 'away' } as const;
  expect(
    changed(known, [
      ['b', 'here'],
      ['c', 'away'],
    ]),
  ).toEqual({ a: 'here', b: 'here', c: 'away' });
  expect(changed(known, [['a', '']])).toEqual({ b: 'away' });
  expect(known).toEqual({ a: 'here', b: 'away' });
});
