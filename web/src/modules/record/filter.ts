import type { EntryFilter } from '@/api/record';

export const filterNames = ['actor', 'action', 'object', 'from', 'to'] as const;

const day = /^\d{4}-\d{2}-\d{2}$/;

/** How far the zone is from UTC at that moment, in minutes. */
function offset(at: number, zone: string): number {
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
  }).formatToParts(at);
  const get = (type: string) => Number(parts.find((part) => part.type === type)?.value ?? 0);
  const shown = Date.UTC(get('year'), get('month') - 1, get('day'), get('hour'), get('minute'));
  return Math.round((shown - at) / 60_000);
}

/** The first moment of a calendar day in the zone; `plus` days later. */
export function startOfDay(text: string, zone: string, plus = 0): string {
  const utc = Date.parse(`${text}T00:00:00Z`) + plus * 86_400_000;
  return new Date(utc - offset(utc, zone) * 60_000).toISOString();
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
