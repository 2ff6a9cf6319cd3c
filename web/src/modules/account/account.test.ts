import { describe, expect, it } from 'vitest';
import { pickLanguage } from '@/i18n/languages';
import { deviceName } from './device';
import { safeNext } from './next';

describe('sign-in', () => {
  it('goes on only to pages of its own', () => {
    expect(safeNext('/o/1/im?filter=unread')).toBe('/o/1/im?filter=unread');
    for (const bad of [
      null,
      'https://evil.example',
      '//evil.example',
      '/\\evil.example',
      '/sign-in',
      '/sign-in?next=/',
    ]) {
      expect(safeNext(bad)).toBe('/');
    }
  });

  it('names a device by browser and system', () => {
    expect(deviceName('Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/140.0 Safari/537.36')).toBe(
      'Chrome · Windows',
    );
  });

  it('picks the language the browser asks for', () => {
    expect(pickLanguage(['zh-TW'])).toBe('zh-HK');
    expect(pickLanguage(['zh-Hant-HK'])).toBe('zh-HK');
    expect(pickLanguage(['zh-Hans'])).toBe('zh-CN');
    expect(pickLanguage(['fr', 'th-TH'])).toBe('th');
    expect(pickLanguage(['fr'])).toBe('en');
  });
});
