import { expect, test } from 'vitest';
import { traceAt, weave } from './trace';

const trace = `\u2060${'\u2061\u2064'.repeat(20)}`;
const bare = (text: string) => text.replace(/[\u2060-\u2064]/g, '');

test('what is seen of a text stays as it is', () => {
  for (const text of ['', 'a', 'short', '請看 👨‍👩‍👧 e\u0301 '.repeat(20), '\n\n'])
    expect(bare(weave(text, trace))).toBe(text);
  expect(weave('nobody wants it', '')).toBe('nobody wants it');
});

test('a short text carries one trace, and each part of forty characters a whole one', () => {
  expect(weave('short', trace)).toBe(`short${trace}`);
  const woven = weave('The price is three million, 不要外傳。'.repeat(8), trace);
  const seen = [...woven].flatMap((rune, n) => (bare(rune) ? [n] : []));
  const runes = [...woven];
  for (let n = 0; n + 39 < seen.length; n += 1) {
    expect(runes.slice(seen[n], (seen[n + 39] ?? 0) + 1).join('')).toContain(trace);
  }
});

test('no emoji and no letter with a mark is cut', () => {
  const family = '👨‍👩‍👧';
  const woven = weave(family.repeat(12), trace);
  expect(woven.split(trace).every((part) => part.split(family).join('') === '')).toBe(true);
});

test('the minute has its trace', () => {
  const given = { from_at: '2026-11-23T01:00:00Z', traces: ['a', 'b'] };
  const at = (text: string) => traceAt(given, new Date(text).getTime());
  expect([at('2026-11-23T01:00:59Z'), at('2026-11-23T01:01:00Z'), at('2026-11-23T02:01:00Z')]).toEqual(['a', 'b', 'b']);
  expect(traceAt(undefined, 0)).toBe('');
});
