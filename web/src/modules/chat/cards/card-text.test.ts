import { describe, expect, it } from 'vitest';
import { inLanguage, machineOf } from './card-text';

describe('texts of a card', () => {
  it('are read in the language on screen, or in whichever there is', () => {
    const both = { en: 'Leave', 'zh-HK': '請假' };
    expect([inLanguage(both, 'zh-HK'), inLanguage(both, 'en'), inLanguage(both, 'ar')]).toEqual([
      '請假',
      'Leave',
      'Leave',
    ]);
    expect(inLanguage({ '': 'ERP' }, 'zh-HK')).toBe('ERP');
    expect(inLanguage({ fr: 'Oui' }, 'en')).toBe('Oui');
    expect(inLanguage(undefined, 'en')).toBe('');
  });
  it('say where a button leads, and that of a script is nowhere', () => {
    expect(machineOf('https://hr.example:8443/leave/17')).toBe('hr.example:8443');
    expect(machineOf('javascript:alert(1)')).toBe('');
    expect(machineOf('not an address')).toBe('');
  });
});
