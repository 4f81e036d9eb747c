// Names behind an @: whole names only, the longer of two, never inside an address.
import { expect, it } from 'vitest';
import { mentionAt, mentionPieces, mentionsIn } from './mentions';

const people = [
  { user_id: 'usr_1', name: 'Ana' },
  { user_id: 'usr_2', name: 'Ana Torres' },
  { user_id: 'usr_3', name: 'Jonas Becker' },
];

it('finds whole names, the longer of two', () => {
  expect(mentionsIn('@Ana Torres and @Jonas Becker, please', people)).toEqual(['usr_2', 'usr_3']);
  expect(mentionsIn('@Ana, look', people)).toEqual(['usr_1']);
  expect(mentionsIn('@Ana Torresen @Anatomy @jonas', people)).toEqual(['usr_1']);
  expect(mentionsIn('mail@Ana', people)).toEqual([]);
  expect(mentionsIn('@Ana @Ana', people)).toEqual(['usr_1']);
});

it('keeps every character of the text', () => {
  const text = 'Hi @Jonas Becker: @nobody @Ana!';
  const pieces = mentionPieces(text, people);
  expect(pieces.map((piece) => piece.text).join('')).toBe(text);
  expect(pieces.filter((piece) => piece.user).map((piece) => piece.text)).toEqual(['@Jonas Becker', '@Ana']);
});

it('sees a name at the caret', () => {
  expect(mentionAt('ask @Jo', 7)).toEqual({ from: 4, typed: 'Jo' });
  expect(mentionAt('a@b', 3)).toBeNull();
});
