import type { Department } from '@/api/types';

export interface Branch {
  department: Department;
  children: Branch[];
}

/** The flat list as a tree. A department whose parent is hidden from this person stands at the top. */
export function buildTree(departments: Department[]): Branch[] {
  const branches = new Map(departments.map((one) => [one.id, { department: one, children: [] as Branch[] }]));
  const top: Branch[] = [];
  for (const branch of branches.values()) {
    const parent = branch.department.parent_id ? branches.get(branch.department.parent_id) : undefined;
    (parent && parent !== branch ? parent.children : top).push(branch);
  }
  const order = (a: Branch, b: Branch) =>
    a.department.sort - b.department.sort || a.department.name.localeCompare(b.department.name);
  for (const branch of branches.values()) branch.children.sort(order);
  return top.sort(order);
}
