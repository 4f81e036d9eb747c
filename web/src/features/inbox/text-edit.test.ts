// Formatting marks and insertions leave the selection where the writer expects it.
import { describe, expect, it } from 'vitest';
import { insert, lengthOf, toggleMark } from './text-edit';

describe('toggleMark', () => {
  it('wraps the selection, and unwraps it again', () => {
    const wrapped = toggleMark({ text: 'say hello now', start: 4, end: 9 }, '*');
    expect(wrapped).toEqual({ text: 'say *hello* now', start: 5, end: 10 });
    expect(toggleMark(wrapped, '*')).toEqual({ text: 'say hello now', start: 4, end: 9 });
  });

  it('puts an empty pair around the caret', () => {
    expect(toggleMark({ text: '', start: 0, end: 0 }, '_')).toEqual({ text: '__', start: 1, end: 1 });
  });
});

it('inserts over the selection and leaves the caret behind it', () => {
  expect(insert({ text: 'a b', start: 1, end: 2 }, '🙂')).toEqual({ text: 'a🙂b', start: 3, end: 3 });
});

it('counts as WhatsApp does: an emoji beyond the basic plane is one', () => {
  expect(lengthOf('a🙂')).toBe(2);
});
