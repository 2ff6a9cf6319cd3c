import type { TFunction } from 'i18next';
import { describe, expect, it } from 'vitest';
import { systemLine } from './system-line';

const t = ((key: string, values?: Record<string, string | number>) =>
  [key, ...Object.values(values ?? {})].join(' ')) as unknown as TFunction;
const named = (person: { name: string }) => person.name;

describe('a line of the system', () => {
  it('says who went, and how', () => {
    expect(systemLine({ text: 'left', sender_name: 'LEE' }, t, named)).toBe('chat:line_left LEE');
    expect(systemLine({ text: 'removed', sender_name: 'LEE' }, t, named)).toBe('chat:line_removed LEE');
  });
  it('says who came, with the first names', () => {
    const mentions = [{ name: 'A' }, { name: 'B' }, { name: '' }, { name: 'D' }];
    const line = (text: string, count: number) =>
      systemLine({ text, sender_name: 'LEE', mentions: mentions.slice(0, count) }, t, named).replaceAll(
        'chat:line_',
        '',
      );
    expect(line('joined', 0)).toBe('joined LEE');
    expect(line('added 2', 2)).toBe('added LEE AbetweenB');
    expect(line('added 12', 4)).toBe('added_more LEE AbetweenBbetweenchat:former 9');
    expect(line('added 12', 0)).toBe('added_people LEE');
  });
  it('has no name of somebody who is forgotten', () => {
    expect(systemLine({ text: 'left', sender_name: '' }, t, named)).toBe('chat:line_left chat:former');
  });
});
