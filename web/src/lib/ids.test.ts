// Ids made here look like the server's and sort by time.
import { expect, it } from 'vitest';
import { newId } from './ids';

it('is a prefixed UUIDv7', () => {
  const id = newId('msg_');
  expect(id).toMatch(/^msg_[0-9a-f]{12}7[0-9a-f]{3}[89ab][0-9a-f]{15}$/);
});

it('grows, also within a millisecond and when the clock goes back', () => {
  const made = Array.from({ length: 50 }, (_, index) => newId('msg_', 1_800_000_000_000 - (index % 3)));
  expect(made.toSorted()).toEqual(made);
  expect(new Set(made).size).toBe(50);
});
