// What is saved is what the address says, and opens as the same address again.
import { expect, it } from 'vitest';
import { filtersOf, isNarrowed, sameFilters, searchOf } from './saved-filters';
import { parseInboxSearch } from './search';

const search = parseInboxSearch({
  q: 'refund',
  team: 'team_1',
  priority: 'urgent',
  sort: 'waiting',
  m: 'msg_1',
  odd: 'x',
});

it('keeps filters, search and order, not the message that is shown', () => {
  const filters = filtersOf({ view: 'needs_reply', search });
  expect(filters).toEqual({
    view: 'needs_reply',
    q: 'refund',
    team: 'team_1',
    priority: 'urgent',
    sort: 'waiting',
  });
  expect(parseInboxSearch(searchOf(filters))).toEqual(
    expect.objectContaining({ q: 'refund', team: 'team_1', priority: 'urgent', sort: 'waiting' }),
  );
  expect(isNarrowed(search)).toBe(true);
  expect(isNarrowed({ m: 'msg_1' })).toBe(false);
});

it('tells two views apart', () => {
  const one = filtersOf({ view: 'mine', search: { q: 'a' } });
  expect(sameFilters(one, { view: 'mine', q: 'a' })).toBe(true);
  expect(sameFilters(one, { view: 'all', q: 'a' })).toBe(false);
  expect(sameFilters(one, { view: 'mine', q: 'a', team: 'none' })).toBe(false);
});
