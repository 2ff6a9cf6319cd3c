import type { Department } from '@/api/types';

/** The ids on the way from the top to one department, itself included. */
export function pathTo(departments: Department[], id: string): string[] {
  const byId = new Map(departments.map((one) => [one.id, one]));
  const path: string[] = [];
  for (
    let one = byId.get(id);
    one && !path.includes(one.id);
    one = one.parent_id ? byId.get(one.parent_id) : undefined
  ) {
    path.unshift(one.id);
  }
  return path;
}
