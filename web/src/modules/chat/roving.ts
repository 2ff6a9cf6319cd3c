import { createContext } from 'react';

/** Which message of a log Tab comes to; the keys walk on from it. */
export interface Roving {
  at: number;
  take: (seq: number) => void;
}

export const RovingContext = createContext<Roving>({ at: 0, take: () => {} });

const steps: Record<string, (stops: number[], at: number) => number | undefined> = {
  ArrowDown: (stops, at) => stops.find((one) => one > at),
  ArrowUp: (stops, at) => stops.findLast((one) => one < at),
  Home: (stops) => stops[0],
  End: (stops) => stops.at(-1),
};

/** Where a key leads from a place, in order of places; undefined: no such key, or nothing is there. */
export const stopAfter = (key: string, stops: number[], at: number) => steps[key]?.(stops, at);

export const isStep = (key: string) => key in steps;

/** Those rows of a log that are in sight whole; of one that is larger than the log, its part. */
export function inSight(log: HTMLElement): HTMLElement[] {
  const { top, bottom } = log.getBoundingClientRect();
  return [...log.querySelectorAll<HTMLElement>('[data-seq]')].filter((row) => {
    const box = row.getBoundingClientRect();
    return box.top >= top - 1 ? box.bottom <= bottom + 1 || box.top <= top + 1 : box.bottom >= bottom - 1;
  });
}

/** Whether any of a row is in sight. */
export function touches(log: HTMLElement, row: HTMLElement | null): boolean {
  const box = row?.getBoundingClientRect();
  const { top, bottom } = log.getBoundingClientRect();
  return box !== undefined && box.bottom > top && box.top < bottom;
}

export const seqOf = (row: Element) => Number(row.getAttribute('data-seq'));

export const rowOf = (log: HTMLElement | null, seq: number) =>
  log?.querySelector<HTMLElement>(`[data-seq="${seq}"]`) ?? null;
