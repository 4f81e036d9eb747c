// The address keeps the filters, and days become the moments the server is asked for.
import { expect, it } from 'vitest';
import { filterOf, parseWebhookEventsSearch } from './search';

it('keeps what is a filter and drops what is not', () => {
  expect(parseWebhookEventsSearch({ state: 'dead', field: 'messages', from: '2026-11-01', to: 'soon', x: 1 })).toEqual({
    state: 'dead',
    field: 'messages',
    from: '2026-11-01',
  });
  expect(parseWebhookEventsSearch({ state: 'odd' })).toEqual({});
});

it('asks for whole days', () => {
  const { from, to } = filterOf({ from: '2026-11-01', to: '2026-11-01' });
  expect(Date.parse(to ?? '') - Date.parse(from ?? '')).toBe(24 * 60 * 60 * 1000);
});
