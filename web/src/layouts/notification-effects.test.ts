// The count stands in front of the title, once, whatever pages make of the title.
import { afterEach, expect, it } from 'vitest';
import { countInTitle, titled } from './notification-effects';

afterEach(() => {
  document.title = '';
});

it('puts the count in front once and takes it away', () => {
  expect(titled('Inbox – PrismWA', 3)).toBe('(3) Inbox – PrismWA');
  expect(titled('(3) Inbox – PrismWA', 12)).toBe('(12) Inbox – PrismWA');
  expect(titled('(99+) Inbox – PrismWA', 0)).toBe('Inbox – PrismWA');
  expect(titled('Inbox', 100)).toBe('(99+) Inbox');
});

it('stays in front while pages change the title, until it is stopped', async () => {
  document.head.append(document.createElement('title'));
  document.title = 'Inbox';
  const stop = countInTitle(2);
  expect(document.title).toBe('(2) Inbox');
  document.title = 'Contacts';
  await Promise.resolve();
  expect(document.title).toBe('(2) Contacts');
  stop();
  document.title = 'Settings';
  await Promise.resolve();
  expect(document.title).toBe('Settings');
});
