import { describe, expect, it } from 'vitest';
import { ownLinks } from './own-links';

const here = 'https://work.example';
const refs = (text: string) => ownLinks(text, 'og1', here).map((one) => one.ref);

describe('links to what is one’s own', () => {
  it('names what each address leads to', () => {
    expect(refs(`see ${here}/o/og1/im/cv1?at=7, please`)).toEqual(['message:cv1/7']);
    expect(refs(`${here}/o/og1/im/cv1?thread=3&pane=x`)).toEqual(['message:cv1/3']);
    expect(refs(`請看${here}/o/og1/im/cv1。`)).toEqual(['conversation:cv1']);
    expect(refs(`[him](${here}/o/og1/contacts?person=pn1) (${here}/o/og1/contacts?department=dp1)`)).toEqual([
      'person:pn1',
      'department:dp1',
    ]);
    expect(refs(`${here}/o/og1/announcements/an1. ${here}/o/og1/ding?ding=dg1`)).toEqual([
      'announcement:an1',
      'ding:dg1',
    ]);
  });

  it('leaves alone what is elsewhere, of others, or names nothing', () => {
    for (const text of [
      'https://elsewhere.example/o/og1/im/cv1',
      `${here}/o/og2/im/cv1`,
      `${here}/o/og1/im`,
      `${here}/o/og1/im/later?tab=saved`,
      `${here}/o/og1/announcements/write/an1`,
      `${here}/o/og1/contacts?person=a,b`,
      `${here}/o/og1/contacts?person=a%2Cb`,
      `${here}/o/og1/im/cv1/x/y`,
    ])
      expect(refs(text)).toEqual(text.endsWith('a,b') ? ['person:a'] : []);
  });

  it('takes each once, and three at most', () => {
    const one = `${here}/o/og1/im/cv`;
    expect(refs(`${one}1 ${one}1 ${one}2 ${one}3 ${one}4`)).toEqual([
      'conversation:cv1',
      'conversation:cv2',
      'conversation:cv3',
    ]);
  });

  it('keeps the address as it was written, for the way there', () => {
    expect(ownLinks(`${here}/o/og1/im/cv1?at=7&thread=3`, 'og1', here)[0]?.path).toBe('/o/og1/im/cv1?at=7&thread=3');
  });
});
