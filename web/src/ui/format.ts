// Dates and numbers as people in Hong Kong write them. Times are stored in UTC and shown in the
// organisation's zone.

export const hongKong = 'Asia/Hong_Kong';

interface Parts {
  year: string;
  month: string;
  day: string;
  hour: string;
  minute: string;
  weekday: number;
}

const weekdays: Record<string, number> = { Sun: 0, Mon: 1, Tue: 2, Wed: 3, Thu: 4, Fri: 5, Sat: 6 };
const formatters = new Map<string, Intl.DateTimeFormat>();

function formatter(locale: string, zone: string, options: Intl.DateTimeFormatOptions) {
  const key = `${locale}|${zone}|${JSON.stringify(options)}`;
  let found = formatters.get(key);
  if (!found) {
    found = new Intl.DateTimeFormat(locale, { timeZone: zone, ...options });
    formatters.set(key, found);
  }
  return found;
}

function partsOf(at: Date, zone: string): Parts {
  const parts = formatter('en-GB', zone, {
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    weekday: 'short',
    hourCycle: 'h23',
  }).formatToParts(at);
  const get = (type: string) => parts.find((part) => part.type === type)?.value ?? '';
  return {
    year: get('year'),
    month: get('month'),
    day: get('day'),
    hour: get('hour'),
    minute: get('minute'),
    weekday: weekdays[get('weekday')] ?? 0,
  };
}

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const days = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
const han = ['日', '一', '二', '三', '四', '五', '六'];

const own = new Set(['en', 'zh-HK', 'zh-CN']);
const dateOf = (at: string | Date) => (typeof at === 'string' ? new Date(at) : at);

/** The calendar day in the zone, as 2026-11-22: for grouping, not for showing. */
export function dayKey(at: string | Date, zone = hongKong): string {
  const p = partsOf(dateOf(at), zone);
  return `${p.year}-${p.month}-${p.day}`;
}

export function formatTime(at: string | Date, zone = hongKong): string {
  const p = partsOf(dateOf(at), zone);
  return `${p.hour}:${p.minute}`;
}

export function formatDate(at: string | Date, lang: string, zone = hongKong): string {
  const date = dateOf(at);
  if (!own.has(lang)) return formatter(lang, zone, { dateStyle: 'medium' }).format(date);
  const p = partsOf(date, zone);
  const day = Number(p.day);
  if (lang === 'en') return `${day} ${months[Number(p.month) - 1]} ${p.year} (${days[p.weekday]})`;
  const week = lang === 'zh-HK' ? '星期' : '周';
  return `${p.year}年${Number(p.month)}月${day}日(${week}${han[p.weekday]})`;
}

export function formatShortDate(at: string | Date, lang: string, zone = hongKong): string {
  const date = dateOf(at);
  if (!own.has(lang)) return formatter(lang, zone, { dateStyle: 'short' }).format(date);
  const p = partsOf(date, zone);
  return lang === 'zh-CN' ? `${p.year}/${p.month}/${p.day}` : `${p.day}/${p.month}/${p.year}`;
}

export function formatDateTime(at: string | Date, lang: string, zone = hongKong): string {
  return `${formatShortDate(at, lang, zone)} ${formatTime(at, zone)}`;
}

/** With seconds, for evidence. */
export function formatExact(at: string | Date, lang: string, zone = hongKong): string {
  const seconds = String(dateOf(at).getUTCSeconds()).padStart(2, '0');
  return `${formatDateTime(at, lang, zone)}:${seconds}`;
}

/** "5 min ago" up to a day, then the date. */
export function formatAgo(at: string | Date, lang: string, now = new Date(), zone = hongKong): string {
  const minutes = Math.round((dateOf(at).getTime() - now.getTime()) / 60_000);
  if (Math.abs(minutes) >= 24 * 60) return formatShortDate(at, lang, zone);
  const relative = new Intl.RelativeTimeFormat(lang, { numeric: 'auto', style: 'short' });
  return Math.abs(minutes) < 60
    ? relative.format(minutes, 'minute')
    : relative.format(Math.round(minutes / 60), 'hour');
}

/** For rows of a list: the time today, the date before. */
export function formatRowTime(at: string | Date, lang: string, now = new Date(), zone = hongKong): string {
  if (dayKey(at, zone) === dayKey(now, zone)) return formatTime(at, zone);
  const p = partsOf(dateOf(at), zone);
  if (p.year !== partsOf(now, zone).year || !own.has(lang)) return formatShortDate(at, lang, zone);
  return lang === 'zh-CN' ? `${p.month}/${p.day}` : `${p.day}/${p.month}`;
}

export function formatNumber(value: number, lang: string): string {
  return new Intl.NumberFormat(lang).format(value);
}

/** How far the zone is from UTC at that moment, in minutes. */
function zoneOffset(at: Date, zone: string): number {
  const p = partsOf(at, zone);
  const shown = Date.UTC(Number(p.year), Number(p.month) - 1, Number(p.day), Number(p.hour), Number(p.minute));
  return Math.round((shown - at.getTime()) / 60_000);
}

/** The moment at which the zone's clocks show what UTC's show at `wall`. */
export function momentIn(wall: Date, zone = hongKong): string {
  return new Date(wall.getTime() - zoneOffset(wall, zone) * 60_000).toISOString();
}

/** How long until then, rounded, in a unit of which there are two at least; seconds at the end. */
export function formatLeft(until: string, lang: string, now = new Date()): string {
  const left = Math.max(0, (new Date(until).getTime() - now.getTime()) / 1000);
  const units: [Intl.RelativeTimeFormatUnit, number][] = [
    ['day', 86_400],
    ['hour', 3600],
    ['minute', 60],
  ];
  const [unit, size] = units.find(([, one]) => left >= 2 * one - 1) ?? (['second', 1] as const);
  return new Intl.RelativeTimeFormat(lang, { numeric: 'always' }).format(Math.round(left / size), unit);
}
