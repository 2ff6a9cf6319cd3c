import type { ReachCell, ReachMatrix } from '@/api/types';

export const means = ['chat', 'call', 'ding'] as const;
export const roles = ['administrator', 'manager', 'member', 'guest'] as const;
export type Verdict = '' | 'allow' | 'deny';

/** What a class of people is, for the form: everybody, one role, or one department. */
export interface Whom {
  kind: 'everybody' | 'role' | 'department';
  id: string;
}

export function whomOf(name: string): Whom {
  const [kind, id = ''] = name.split(/:(.*)/s);
  return kind === 'role' || kind === 'department' ? { kind, id } : { kind: 'everybody', id: '' };
}

/** The name of a class; empty while it is not chosen. */
export function classOf(whom: Whom): string {
  if (whom.kind === 'everybody') return whom.kind;
  return whom.id ? `${whom.kind}:${whom.id}` : '';
}

const rank = (name: string) => ['everybody', 'role', 'department'].indexOf(whomOf(name).kind);

/** The classes on one side of a matrix, everybody first. */
export function sideOf(matrix: ReachMatrix, side: 'from' | 'to'): string[] {
  const all = [...new Set(matrix.cells.map((one) => one[side]))];
  return all.sort((a, b) => rank(a) - rank(b) || a.localeCompare(b));
}

export const cellAt = (matrix: ReachMatrix, from: string, to: string) =>
  matrix.cells.find((one) => one.from === from && one.to === to);

/** The cells with one put in place of another; one that says nothing goes. */
export function withCell(matrix: ReachMatrix, had: ReachCell | undefined, next: ReachCell): ReachCell[] {
  const same = (one: ReachCell, other?: ReachCell) => one.from === other?.from && one.to === other?.to;
  const rest = matrix.cells.filter((one) => !same(one, had) && !same(one, next));
  return means.some((mean) => next[mean]) ? [...rest, next] : rest;
}
