// Amounts as people type them: what is kept, what is shown.
import { expect, test } from 'vitest';
import { amount, millionths } from './money';

test('what is typed is kept to the millionth', () => {
  expect(millionths('3')).toBe(3_000_000);
  expect(millionths(' 0,15 ')).toBe(150_000);
  expect(millionths('0.000001')).toBe(1);
  expect(millionths('')).toBeNull();
  for (const wrong of ['-1', '1.2.3', '1e3', 'a', '0.0000001', '.5']) expect(millionths(wrong)).toBeUndefined();
});

test('and shown as short as it can be', () => {
  for (const text of ['3', '0.15', '0.000001', '10', '100.5', '0']) expect(amount(millionths(text))).toBe(text);
  expect(amount(null)).toBe('');
});
