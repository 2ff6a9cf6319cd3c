import { expect, test } from 'vitest';
import type { ReachCell, ReachMatrix } from '@/api/types';
import { classOf, sideOf, whomOf, withCell } from './cells';

const cell = (from: string, to: string, chat: ReachCell['chat'] = 'deny'): ReachCell => ({
  from,
  to,
  chat,
  call: '',
  ding: '',
});
const matrix = (...cells: ReachCell[]): ReachMatrix => ({ version: 1, cells, classes: [], changed_by: '' });

test('a class is read and written alike', () => {
  for (const name of ['everybody', 'role:guest', 'department:hk06:x']) expect(classOf(whomOf(name))).toBe(name);
  expect(classOf({ kind: 'department', id: '' })).toBe('');
});

test('rows go from everybody to departments', () => {
  const one = matrix(
    cell('department:a', 'everybody'),
    cell('role:guest', 'everybody'),
    cell('everybody', 'role:guest'),
  );
  expect(sideOf(one, 'from')).toEqual(['everybody', 'role:guest', 'department:a']);
});

test('a cell takes the place of the one it was, and of the one that stood where it goes', () => {
  const [a, b] = [cell('everybody', 'role:guest'), cell('role:guest', 'everybody')];
  expect(withCell(matrix(a, b), a, cell('role:guest', 'everybody', 'allow'))).toEqual([
    cell('role:guest', 'everybody', 'allow'),
  ]);
});

test('a cell that says nothing goes', () => {
  const a = cell('everybody', 'role:guest');
  expect(withCell(matrix(a), a, { ...a, chat: '' })).toEqual([]);
});
