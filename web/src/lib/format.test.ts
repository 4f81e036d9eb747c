// Numbers, names and phone numbers as people read them.
import { expect, it } from 'vitest';
import { fileSize, hueOf, initials, middleEllipsis, phone } from './format';

it('takes initials from any script, and never throws', () => {
  expect(initials('Elif Nair')).toBe('EN');
  expect(initials('  jonas  ')).toBe('J');
  expect(initials('مرحبا علي')).toBe('مع');
  expect(initials('👍')).toBe('#');
  expect(initials('')).toBe('#');
});

it('groups a phone number without changing a digit', () => {
  for (const number of ['+34662420687', '15550783881', '+551199887766', '12345']) {
    expect(phone(number).replace(/\D/g, '')).toBe(number.replace(/\D/g, ''));
  }
});

it('says sizes in steps of a thousand', () => {
  expect(fileSize(999)).toBe('999 byte');
  expect(fileSize(212_000)).toBe('212 kB');
  expect(fileSize(1_440_000)).toBe('1.4 MB');
});

it('keeps the extension of a long name', () => {
  const short = middleEllipsis('a-very-long-file-name-that-goes-on-and-on.pdf', 20);
  expect(short).toHaveLength(20);
  expect(short.endsWith('.pdf')).toBe(true);
});

it('gives an id its hue for ever', () => {
  expect(hueOf('con_1')).toBe(hueOf('con_1'));
  expect(hueOf('con_1')).toBeLessThan(360);
});
