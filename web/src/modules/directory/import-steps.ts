import type { Import, ImportField } from '@/api/types';

export const steps = ['upload', 'columns', 'check', 'done'] as const;
export type Step = (typeof steps)[number];

/** The state on the server decides; only between matching and checking does the person choose. */
export function stepOf(one: Pick<Import, 'state'> | undefined, wanted: string | null): Step {
  if (!one) return 'upload';
  if (one.state !== 'ready') return 'done';
  return wanted === 'check' ? 'check' : 'columns';
}

/** The server works on it in the background; the page may be left and opened again. */
export const isRunning = (state: Import['state']) => state === 'applying' || state === 'undoing';

export const fields: { id: ImportField; label: string }[] = [
  { id: '', label: 'import:field_none' },
  { id: 'name', label: 'directory:field_name' },
  { id: 'name_zh', label: 'directory:field_name_zh' },
  { id: 'email', label: 'directory:field_email' },
  { id: 'phone', label: 'directory:field_phone' },
  { id: 'staff_no', label: 'directory:field_staff_no' },
  { id: 'title', label: 'directory:field_title' },
  { id: 'grade', label: 'people:field_grade' },
  { id: 'hired_on', label: 'people:field_hired_on' },
  { id: 'department', label: 'directory:field_department' },
  { id: 'manager', label: 'directory:field_manager' },
];

export type Mapping = Record<string, ImportField>;

export const mappingOf = (one: Import): Mapping =>
  Object.fromEntries((one.columns ?? []).map((column) => [String(column.index), column.field as ImportField]));

/** One field is filled by one column: choosing it again frees the column that had it. */
export function assign(mapping: Mapping, column: string, field: ImportField): Mapping {
  const next: Mapping = {};
  for (const [key, value] of Object.entries(mapping)) next[key] = field !== '' && value === field ? '' : value;
  next[column] = field;
  return next;
}

export const namesPeople = (mapping: Mapping) =>
  Object.values(mapping).some((field) => field === 'name' || field === 'name_zh');

export const sameMapping = (a: Mapping, b: Mapping) =>
  Object.keys({ ...a, ...b }).every((key) => (a[key] ?? '') === (b[key] ?? ''));

export const largestFile = 10 * 1024 * 1024;
export const acceptedFiles = ['.xlsx', '.csv', '.vcf'];

/** Why a file cannot be taken, before it is sent. */
export function refuseFile(file: Pick<File, 'name' | 'size'>): 'import:too_large' | 'import:wrong_kind' | null {
  if (!acceptedFiles.some((ending) => file.name.toLowerCase().endsWith(ending))) return 'import:wrong_kind';
  if (file.size > largestFile) return 'import:too_large';
  return null;
}
