import { describe, expect, it } from 'vitest';
import { dayKey, formatAgo, formatDate, formatDateTime, formatRowTime, formatShortDate } from './format';
import { initials, organisationName, personName } from './names';

const at = '2026-11-22T06:05:00Z';

describe('formats in Hong Kong time', () => {
  it('writes dates as each language does', () => {
    expect(formatDate(at, 'en')).toBe('22 Nov 2026 (Sun)');
    expect(formatDate(at, 'zh-HK')).toBe('2026年11月22日(星期日)');
    expect(formatDate(at, 'zh-CN')).toBe('2026年11月22日(周日)');
    expect(formatShortDate(at, 'en')).toBe('22/11/2026');
    expect(formatShortDate(at, 'zh-HK')).toBe('22/11/2026');
    expect(formatShortDate(at, 'zh-CN')).toBe('2026/11/22');
    expect(formatDateTime(at, 'en')).toBe('22/11/2026 14:05');
  });

  it('turns the day at Hong Kong midnight', () => {
    expect(dayKey('2026-11-21T15:59:59Z')).toBe('2026-11-21');
    expect(dayKey('2026-11-21T16:00:00Z')).toBe('2026-11-22');
  });

  it('is relative up to a day', () => {
    const now = new Date('2026-11-22T07:05:00Z');
    expect(formatAgo(at, 'en', now)).toBe('1 hr. ago');
    expect(formatAgo('2026-11-20T06:05:00Z', 'en', now)).toBe('20/11/2026');
    expect(formatRowTime(at, 'zh-HK', now)).toBe('14:05');
    expect(formatRowTime('2026-11-20T06:05:00Z', 'zh-CN', now)).toBe('11/20');
  });
});

describe('names', () => {
  const peter = { name: 'CHAN Tai Man, Peter', name_zh: '陳大文', given_name_en: 'Peter' };
  it('writes a person by language', () => {
    expect(personName(peter, 'en')).toBe('CHAN Tai Man, Peter');
    expect(personName(peter, 'zh-HK')).toBe('陳大文 (Peter)');
    expect(personName({ name: 'John SMITH', name_zh: '' }, 'zh-HK')).toBe('John SMITH');
    expect(organisationName({ name: 'Harbour', name_zh: '海港' }, 'zh-CN')).toBe('海港');
  });

  it('makes initials in both scripts', () => {
    expect(initials('CHAN Tai Man, Peter')).toBe('CT');
    expect(initials('陳大文 (Peter)')).toBe('大文');
    expect(initials('')).toBe('?');
  });
});
