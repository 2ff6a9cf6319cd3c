export interface Change {
  path: string;
  kind: 'added' | 'removed' | 'changed';
  before: string;
  after: string;
}

type Flat = Map<string, string>;

function show(value: unknown): string {
  if (value === null || value === undefined) return '';
  return typeof value === 'string' ? value : JSON.stringify(value);
}

// Lists of plain values are compared whole; objects are walked, also inside lists.
function flatten(value: unknown, path: string, into: Flat): Flat {
  const plainList = Array.isArray(value) && value.every((one) => one === null || typeof one !== 'object');
  if (plainList) into.set(path, value.map(show).join(', '));
  else if (value !== null && typeof value === 'object') {
    for (const [key, inner] of Object.entries(value)) flatten(inner, path ? `${path}.${key}` : key, into);
  } else if (value !== undefined) into.set(path, show(value));
  return into;
}

/** What is different between two states of an object, field by field; nothing that stayed the same. */
export function difference(before: unknown, after: unknown): Change[] {
  const old = flatten(before ?? {}, '', new Map());
  const now = flatten(after ?? {}, '', new Map());
  const changes: Change[] = [];
  for (const path of new Set([...old.keys(), ...now.keys()])) {
    const a = old.get(path);
    const b = now.get(path);
    if (a === b) continue;
    const kind = a === undefined || a === '' ? 'added' : b === undefined || b === '' ? 'removed' : 'changed';
    if (kind !== 'changed' && !a && !b) continue;
    changes.push({ path, kind, before: a ?? '', after: b ?? '' });
  }
  return changes;
}
