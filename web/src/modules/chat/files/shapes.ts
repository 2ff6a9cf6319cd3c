import type { Attachment } from '@/api/types';

// How much room what a message carries takes, known before anything of it is loaded: what is drawn
// later moves nothing.

export interface Box {
  width: number;
  height: number;
}

const widest = 360;
const highest = 320;
const least = 64;

/** The box of an image that stands alone. */
export function imageBox(width: number, height: number): Box {
  if (width <= 0 || height <= 0) return { width: widest, height: 240 };
  const scale = Math.min(1, widest / width, highest / height);
  return { width: Math.max(least, Math.round(width * scale)), height: Math.max(least, Math.round(height * scale)) };
}

const tile = 132;
const gap = 4;
const rows: Record<Exclude<Attachment['kind'], 'image'>, number> = { file: 62, voice: 62, location: 112, contact: 62 };

/** About how high it all is, in CSS pixels. */
export function reserved(files: Attachment[]): number {
  const images = files.filter((one) => one.kind === 'image');
  let height = 0;
  if (images.length === 1 && images[0]) height = imageBox(images[0].width ?? 0, images[0].height ?? 0).height + gap;
  if (images.length > 1) height = Math.ceil(images.length / 3) * (tile + gap);
  for (const one of files) if (one.kind !== 'image') height += rows[one.kind] + gap;
  return height;
}

const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte'] as const;

/** 1.4 MB: thousands, as file managers count. */
export function formatSize(bytes: number, lang: string): string {
  let unit = 0;
  let value = bytes;
  while (value >= 1000 && unit < units.length - 1) {
    value /= 1000;
    unit += 1;
  }
  return new Intl.NumberFormat(lang, {
    style: 'unit',
    unit: units[unit],
    unitDisplay: unit === 0 ? 'long' : 'short',
    maximumFractionDigits: value < 10 && unit > 0 ? 1 : 0,
  }).format(value);
}

/** 1:05 */
export function formatSeconds(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`;
}

/** So many bars of a voice message, 0 to 100, from levels (0 to 1) that were heard while it was recorded. */
export function toPeaks(levels: number[], bars = 48): number[] {
  const count = Math.min(bars, levels.length);
  const loudest = Math.max(...levels, 0.01);
  return Array.from({ length: count }, (_, at) => {
    const from = Math.floor((at * levels.length) / count);
    const part = levels.slice(from, Math.max(from + 1, Math.floor(((at + 1) * levels.length) / count)));
    return Math.round((Math.max(...part) / loudest) * 100);
  });
}
