import type { EntryFilter } from '@/api/record';
import { momentIn } from '@/ui/format';

export const filterNames = ['actor', 'action', 'object', 'from', 'to'] as const;

const day = /^\d{4}-\d{2}-\d{2}$/;

/** The first moment of a calendar day in the zone; `plus` days later. */
export function startOfDay(text: string, zone: string, plus = 0): string {
  return momentIn(new Date(Date.parse(`${text}T00:00:00Z`) + plus * 86_400_000), zone);
}

/** The filters as they stand in the address, as the server wants them: whole days of the organisation's zone. */
export function readFilter(values: URLSearchParams, zone: string): EntryFilter {
  const filter: EntryFilter = {};
  for (const name of filterNames) {
    const value = values.get(name)?.trim();
    if (value) filter[name] = value;
  }
  if (filter.from) filter.from = day.test(filter.from) ? startOfDay(filter.from, zone) : undefined;
  if (filter.to) filter.to = day.test(filter.to) ? startOfDay(filter.to, zone, 1) : undefined;
  return filter;
}

export const isFiltered = (values: URLSearchParams) => filterNames.some((name) => values.has(name));
