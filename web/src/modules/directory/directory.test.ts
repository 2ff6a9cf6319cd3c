import { describe, expect, it } from 'vitest';
import { pathTo } from '@/ui/departments';
import { assign, namesPeople, refuseFile, sameMapping, stepOf } from './import-steps';
import { showPhone } from './phone';
import { buildTree } from './tree';

const department = (id: string, parent: string | null, sort = 0) => ({
  id,
  name: id,
  name_zh: '',
  parent_id: parent,
  sort,
  people: 0,
});

describe('departments', () => {
  const all = [department('b', 'a'), department('a', null, 2), department('c', 'gone', 1), department('d', 'b')];
  it('become a tree; one with a hidden parent stands at the top', () => {
    const tree = buildTree(all);
    expect(tree.map((branch) => branch.department.id)).toEqual(['c', 'a']);
    expect(tree[1]?.children[0]?.children[0]?.department.id).toBe('d');
  });

  it('know their way from the top, also in a ring', () => {
    expect(pathTo(all, 'd')).toEqual(['a', 'b', 'd']);
    expect(pathTo([department('x', 'y'), department('y', 'x')], 'x')).toEqual(['y', 'x']);
  });
});

describe('import', () => {
  it('gives a field to one column only', () => {
    expect(assign({ '0': 'name', '1': '' }, '1', 'name')).toEqual({ '0': '', '1': 'name' });
    expect(assign({ '0': 'name', '1': '' }, '1', '')).toEqual({ '0': 'name', '1': '' });
    expect(namesPeople({ '0': 'email' })).toBe(false);
    expect(sameMapping({ '0': '' }, {})).toBe(true);
  });

  it('refuses files before sending them', () => {
    expect(refuseFile({ name: 'a.XLSX', size: 5 })).toBeNull();
    expect(refuseFile({ name: 'a.xls', size: 5 })).toBe('import:wrong_kind');
    expect(refuseFile({ name: 'a.csv', size: 11 * 1024 * 1024 })).toBe('import:too_large');
  });

  it('follows the state on the server', () => {
    expect(stepOf(undefined, 'check')).toBe('upload');
    expect(stepOf({ state: 'ready' }, 'check')).toBe('check');
    expect(stepOf({ state: 'applied' }, 'check')).toBe('done');
  });
});

it('writes Hong Kong phones in two fours', () => {
  expect(showPhone('+85291234567')).toBe('+852 9123 4567');
  expect(showPhone('2123 4567')).toBe('+852 2123 4567');
  expect(showPhone('+86 138 0013 8000')).toBe('+86 138 0013 8000');
});
