// When it is said that somebody else saved the draft.
import { expect, it } from 'vitest';
import { isBehind } from './colleague-note';

it('is said when a later draft is stored and nothing of ours is under way', () => {
  expect(isBehind('saved', 4, { draft_revision: 5 })).toBe(true);
  expect(isBehind('saved', 5, { draft_revision: 5 })).toBe(false);
  // News that are older than what was read.
  expect(isBehind('saved', 6, { draft_revision: 5 })).toBe(false);
});

it.each(['changed', 'saving', 'failed', 'conflict'] as const)('is not said while ours is %s', (state) => {
  expect(isBehind(state, 4, { draft_revision: 5 })).toBe(false);
});
