import type { PlanTerm } from '@/api/types';

const units = ['B', 'KB', 'MB', 'GB', 'TB', 'PB'];

/** A number of bytes in the unit people read it in, as on the server. */
export function bytes(value: number, number: (value: number) => string): string {
  let unit = 0;
  let rest = value;
  for (; rest >= 1024 && unit < units.length - 1; unit++) rest /= 1024;
  return `${number(Math.round(rest * 10) / 10)} ${units[unit]}`;
}

export const amount = (kind: PlanTerm['kind'], value: number, number: (value: number) => string) =>
  kind === 'bytes' ? bytes(value, number) : number(value);

/** Bytes are written in GB. */
export const perUnit = (kind: PlanTerm['kind']) => (kind === 'bytes' ? 1024 ** 3 : 1);
