import type { WorkItem } from '@/api/types';

export type WorkGroup = 'overdue' | 'today' | 'later' | 'undated';

/** Overdue first, then today, then by date; what has no date stands last in the order it came. */
export function groupWork(
  items: WorkItem[],
  now: Date,
  dayOf: (at: string | Date) => string,
): { group: WorkGroup; items: WorkItem[] }[] {
  const today = dayOf(now);
  const groupOf = (item: WorkItem): WorkGroup => {
    if (!item.due_at) return 'undated';
    if (new Date(item.due_at) < now) return 'overdue';
    return dayOf(item.due_at) === today ? 'today' : 'later';
  };
  const byDate = (a: WorkItem, b: WorkItem) => (a.due_at ?? '').localeCompare(b.due_at ?? '');
  return (['overdue', 'today', 'later', 'undated'] as const)
    .map((group) => {
      const own = items.filter((item) => groupOf(item) === group);
      return { group, items: group === 'undated' ? own : own.toSorted(byDate) };
    })
    .filter((one) => one.items.length > 0);
}
