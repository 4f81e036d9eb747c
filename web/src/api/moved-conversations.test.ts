// Where a conversation went when it was merged.
import { expect, it } from 'vitest';
import { movedTo, noteMoved } from './moved-conversations';

it('leads through several merges to the last, and never in a circle', () => {
  noteMoved('a', 'b');
  noteMoved('b', 'c');
  expect([movedTo('a'), movedTo('b'), movedTo('c'), movedTo('never')]).toEqual(['c', 'c', null, null]);
  noteMoved('x', 'y');
  noteMoved('y', 'x');
  expect(movedTo('x')).not.toBe(undefined);
});
