import { describe, expect, it } from 'vitest';
import type { SignedIn } from '@/api/types';
import { pickLanguage } from '@/i18n/languages';
import { deviceName } from './device';
import { safeNext } from './next';
import { firstPlace, noteWelcomed } from './welcomed';

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

it('shows the first steps of each organisation once', () => {
  const session = { organisations: [{ id: 'o', person_id: 'p' }] } as unknown as SignedIn;
  expect(firstPlace(session, '')).toBe('/');
  expect(firstPlace(session, 'elsewhere')).toBe('/');
  expect(firstPlace(session, 'o')).toBe('/o/o/welcome');
  noteWelcomed('p');
  expect(firstPlace(session, 'o')).toBe('/');
});

it('forgets whom it showed them first, not last', () => {
  const session = (person_id: string) => ({ organisations: [{ id: 'o', person_id }] }) as unknown as SignedIn;
  noteWelcomed('early');
  for (let n = 0; n < 20; n++) noteWelcomed(`p${n}`);
  expect(firstPlace(session('early'), 'o')).toBe('/o/o/welcome');
  expect(firstPlace(session('p19'), 'o')).toBe('/');
});
