// Odd addresses are read as no filter, and days become the moments that hold them.
import { expect, it } from 'vitest';
import { filterOf, parseAuditSearch } from './search';

it('drops what is not a day', () => {
  expect(parseAuditSearch({ from: '2026-13-45', to: 'yesterday', action: 7, actor: '' })).toEqual({ action: '7' });
});

it('takes both days in whole', () => {
  const filter = filterOf({ from: '2026-11-22', to: '2026-11-22', action: 'member.' });
  expect(Date.parse(filter.to ?? '') - Date.parse(filter.from ?? '')).toBe(24 * 3_600_000);
  expect(new Date(filter.from ?? '').getHours()).toBe(0);
  expect(filter.action).toBe('member.');
});
