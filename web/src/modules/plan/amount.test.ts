import { expect, test } from 'vitest';
import { amount, bytes } from './amount';

test('bytes are read in the unit that fits, numbers as they are', () => {
  expect(bytes(0, String)).toBe('0 B');
  expect(bytes(1023, String)).toBe('1023 B');
  expect(bytes(2 * 1024 ** 4, String)).toBe('2 TB');
  expect(bytes(1.5 * 1024 ** 3, String)).toBe('1.5 GB');
  expect(amount('count', 2048, String)).toBe('2048');
});
