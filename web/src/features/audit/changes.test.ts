// Before and after are found in both shapes, and nothing is invented for others.
import { expect, it } from 'vitest';
import { changesOf } from './changes';

it('compares before with after and leaves out what stayed', () => {
  expect(
    changesOf({ before: { role: 'AGENT', name: 'Ana' }, after: { role: 'ADMIN', name: 'Ana', disabled: false } }),
  ).toEqual([
    { field: 'role', before: 'AGENT', after: 'ADMIN' },
    { field: 'disabled', before: '–', after: 'false' },
  ]);
});

it('reads pairs by field', () => {
  expect(changesOf({ changes: { name: { from: 'a', to: null } } })).toEqual([
    { field: 'name', before: 'a', after: '–' },
  ]);
  expect(changesOf({ name: { from: 'a', to: 'b' } })).toEqual([{ field: 'name', before: 'a', after: 'b' }]);
});

it.each([null, undefined, 'text', [], {}, { role: 'ADMIN' }, { name: { from: 'a' } }, { a: { from: 1, to: 2 }, b: 3 }])(
  'finds none in %j',
  (detail) => {
    expect(changesOf(detail)).toEqual([]);
  },
);
