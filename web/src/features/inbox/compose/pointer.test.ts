// Places of a message: read, changed, made and taken away, without touching the original.
import { expect, it } from 'vitest';
import { listAt, read, write } from './pointer';

const message = { type: 'interactive', interactive: { action: { buttons: [{ id: 'a' }, { id: 'b' }] } } };

it('reads what is there and nothing where nothing is', () => {
  expect(read(message, '/interactive/action/buttons/1/id')).toBe('b');
  expect(read(message, '/interactive/header/text')).toBeUndefined();
  expect(read(message, '')).toBe(message);
  expect(listAt(message, '/interactive/action/buttons')).toHaveLength(2);
  expect(listAt(message, '/type')).toEqual([]);
});

it('changes a copy', () => {
  const next = write(message, '/interactive/action/buttons/0/id', 'z');
  expect(read(next, '/interactive/action/buttons/0/id')).toBe('z');
  expect(read(message, '/interactive/action/buttons/0/id')).toBe('a');
  expect(read(next, '/interactive/action/buttons/1')).toBe(message.interactive.action.buttons[1]);
});

it('makes the way to a new place, with arrays where the place is a number', () => {
  expect(write({}, '/urls/0/url', 'https://e.example')).toEqual({ urls: [{ url: 'https://e.example' }] });
  expect(write({}, '/footer/text', 'x')).toEqual({ footer: { text: 'x' } });
});

it('takes members and items away', () => {
  expect(write({ a: 1, b: 2 }, '/a', undefined)).toEqual({ b: 2 });
  expect(write(['a', 'b'], '/0', undefined)).toEqual(['b']);
});

it('reads escaped names', () => {
  expect(read({ 'a/b~': 1 }, '/a~1b~0')).toBe(1);
  expect(write({}, '/a~1b/c', 1)).toEqual({ 'a/b': { c: 1 } });
});
