import { describe, expect, it } from 'vitest';
import type { Attachment } from '@/api/types';
import { formatSeconds, formatSize, imageBox, reserved, toPeaks } from './shapes';

const file = (kind: Attachment['kind'], width = 0, height = 0): Attachment => ({
  n: 0,
  id: 'f',
  kind,
  name: 'f',
  type: '',
  size: 1,
  width,
  height,
});

describe('room for what a message carries', () => {
  it('keeps the shape of an image and makes small ones no larger', () => {
    expect(imageBox(3600, 1800)).toEqual({ width: 360, height: 180 });
    expect(imageBox(1000, 4000)).toEqual({ width: 80, height: 320 });
    expect(imageBox(100, 90)).toEqual({ width: 100, height: 90 });
  });

  it('grows with what is carried', () => {
    const one = reserved([file('image', 360, 180)]);
    expect(one).toBe(184);
    expect(reserved([file('image', 360, 180), file('file')])).toBeGreaterThan(one);
    expect(reserved(Array.from({ length: 4 }, () => file('image')))).toBe(2 * 136);
  });
});

describe('numbers', () => {
  it('says sizes and times as people read them', () => {
    expect(formatSize(1_400_000, 'en')).toBe('1.4 MB');
    expect(formatSize(12, 'en')).toBe('12 bytes');
    expect(formatSeconds(65.4)).toBe('1:05');
  });

  it('makes bars of levels, the loudest at the top', () => {
    expect(toPeaks([0.1, 0.2, 0.4, 0.2], 2)).toEqual([50, 100]);
    expect(toPeaks([0.5], 48)).toEqual([100]);
    expect(toPeaks([], 48)).toEqual([]);
    expect(toPeaks(Array.from({ length: 3000 }, () => 0.3))).toHaveLength(48);
  });
});
