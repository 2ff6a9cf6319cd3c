// @vitest-environment node
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { bootQuery, signOut } from './session';

const kept = new Map<string, string>();
let asked: string[];
let network: boolean;

beforeEach(() => {
  kept.clear();
  asked = [];
  network = true;
  vi.stubGlobal('window', {
    localStorage: {
      getItem: (key: string) => kept.get(key) ?? null,
      setItem: (key: string, value: string) => void kept.set(key, value),
      removeItem: (key: string) => void kept.delete(key),
    },
  });
  vi.stubGlobal('document', { documentElement: { lang: 'en' } });
  vi.stubGlobal('fetch', async (address: string) => {
    if (!network) throw new TypeError('no network');
    asked.push(address.replace('/api/v1', ''));
    return address.endsWith('/sign-out') ? new Response('{"code":"signed_out"}', { status: 401 }) : new Response('{}');
  });
});
afterEach(() => vi.unstubAllGlobals());

const boot = () => (bootQuery.queryFn as (context: unknown) => Promise<unknown>)({});

it('signs out before anything else is asked, when there was no network for it', async () => {
  network = false;
  await expect(signOut()).rejects.toThrow();
  await expect(boot(), 'still without one, nobody is let in').rejects.toThrow();
  network = true;
  await boot();
  await boot();
  expect(asked).toEqual(['/sign-out', '/boot', '/boot']);
});

it('asks nothing of those who did not sign out', async () => {
  await boot();
  expect(asked).toEqual(['/boot']);
});
