import { dayKey, formatTime, hongKong, momentIn } from '@/ui/format';

/** A time that is offered, and the words for it. */
export interface Choice {
  key: 'minutes' | 'hour' | 'hours' | 'evening' | 'tomorrow' | 'monday';
  at: string;
}

const minutes = (now: Date, count: number) => new Date(Math.ceil(now.getTime() / 60_000) * 60_000 + count * 60_000);

/** So many days from today at a full hour, as the zone's clocks show it. */
function dayAt(now: Date, days: number, hour: number, zone: string): string {
  const wall = new Date(`${dayKey(now, zone)}T00:00:00Z`);
  wall.setUTCDate(wall.getUTCDate() + days);
  wall.setUTCHours(hour);
  return momentIn(wall, zone);
}

/** Days until the next Monday that is not tomorrow; 0: it is. */
function toMonday(now: Date, zone: string): number {
  const left = (8 - new Date(`${dayKey(now, zone)}T00:00:00Z`).getUTCDay()) % 7 || 7;
  return left === 1 ? 0 : left;
}

/** When a message may go out later: within the day, and at the beginning of work. */
export function sendingTimes(now: Date, zone = hongKong): Choice[] {
  const monday = toMonday(now, zone);
  return [
    { key: 'hour', at: minutes(now, 60).toISOString() },
    ...(formatTime(now, zone) < '17:45' ? [{ key: 'evening' as const, at: dayAt(now, 0, 18, zone) }] : []),
    { key: 'tomorrow', at: dayAt(now, 1, 9, zone) },
    ...(monday ? [{ key: 'monday' as const, at: dayAt(now, monday, 9, zone) }] : []),
  ];
}

/** The hours at which work begins and ends. */
const begins = 9;
const ends = 18;

/** Which days are worked, by date; without them the bare week counts. */
export type WorkDays = ReadonlyMap<string, boolean>;

const inWeek = (date: Date) => date.getUTCDay() !== 0 && date.getUTCDay() !== 6;

/** When work begins next; null: it is working time. */
export function nextWork(now: Date, zone = hongKong, days?: WorkDays): string | null {
  const hour = Number(formatTime(now, zone).slice(0, 2));
  const works = (ahead: number) => {
    const date = new Date(`${dayKey(now, zone)}T00:00:00Z`);
    date.setUTCDate(date.getUTCDate() + ahead);
    return days?.get(date.toISOString().slice(0, 10)) ?? inWeek(date);
  };
  if (works(0) && hour >= begins && hour < ends) return null;
  let ahead = hour < begins ? 0 : 1;
  while (!works(ahead) && ahead < 31) ahead++;
  return dayAt(now, ahead, begins, zone);
}

/** When somebody may want to be reminded. */
export function remindingTimes(now: Date, zone = hongKong): Choice[] {
  return [
    { key: 'minutes', at: minutes(now, 20).toISOString() },
    { key: 'hour', at: minutes(now, 60).toISOString() },
    { key: 'hours', at: minutes(now, 180).toISOString() },
    { key: 'tomorrow', at: dayAt(now, 1, 9, zone) },
  ];
}

export const choiceWords: Record<Choice['key'], string> = {
  minutes: 'later:in_some_minutes',
  hour: 'later:in_an_hour',
  hours: 'later:in_some_hours',
  evening: 'later:this_evening',
  tomorrow: 'later:tomorrow_morning',
  monday: 'later:monday_morning',
};
