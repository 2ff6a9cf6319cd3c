import type { TFunction } from 'i18next';
import { describe, expect, it } from 'vitest';
import { systemLine } from './system-line';

const t = ((key: string, values?: { name: string }) => `${key} ${values?.name ?? ''}`.trim()) as unknown as TFunction;
const named = (person: { name: string }) => person.name;

describe('a line of the system', () => {
  it('says who went, and how', () => {
    expect(systemLine({ text: 'left', sender_name: 'LEE' }, t, named)).toBe('chat:line_left LEE');
    expect(systemLine({ text: 'removed', sender_name: 'LEE' }, t, named)).toBe('chat:line_removed LEE');
  });
  it('has no name of somebody who is forgotten', () => {
    expect(systemLine({ text: 'left', sender_name: '' }, t, named)).toBe('chat:line_left chat:former');
  });
});
