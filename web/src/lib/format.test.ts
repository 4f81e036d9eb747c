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

it('sets the calling code apart', () => {
  expect(phone('15557126559')).toBe('+1 555 712 6559');
  expect(phone('5511998877665')).toBe('+55 119 988 776 65');
  expect(phone('8613800000000')).toBe('+86 138 000 000 00');
  expect(phone('353861234567')).toBe('+353 861 234 567');
});

it('says sizes in steps of a thousand', () => {
  expect(fileSize(999)).toBe('999 bytes');
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
