// Expressions give what Meta's pages say, and hostile ones end.
import { expect, test } from 'vitest';
import type { Fields } from '../read';
import { holds, resolve, type Scope } from './expression';

const data: Fields = { total: 90, zero: 0, user: { name: 'Ana' }, list: [{ id: 'a' }], ok: true };
const form: Fields = { age: '20', city: 'London', opt: true, none: null };
const scope: Scope = (screen, store) =>
  screen === null || screen === 'FIRST' ? (store === 'data' ? data : form) : undefined;

test.each([
  ["`'Hello ' ${data.user.name}`", 'Hello Ana'],
  ['${data.user.name}', 'Ana'],
  ['${data.list.0.id}', 'a'],
  ['${data.list.length}', null],
  ['${data.constructor}', null],
  ['${screen.FIRST.form.city}', 'London'],
  ['${screen.LATER.form.city}', null],
  ['plain ${data.total}', 'plain ${data.total}'],
  ["`'You were born in ' (2024 - ${form.age}) ' or ' (2023 - ${form.age})`", 'You were born in 2004 or 2003'],
  ["`'Each: ' ${data.total} / 4`", 'Each: 22.5'],
  ['`${data.total} / ${data.zero}`', 0],
  ['`${data.total} % ${form.none}`', 0],
  ['`${form.age} >= 18`', true],
  ["`(${form.city} != '') || (${form.none} != '')`", true],
  ["`(${form.none} != '')`", false],
  ['`!(${form.opt} && ${data.ok})`', false],
  ['`${form.none} == false`', true],
  ["`'Ana\\'s house'`", "Ana's house"],
  ['`2 + 3 - 10 / 4`', 2.5],
  ['`-3 + ${data.zero}`', -3],
])('%s', (text, expected) => {
  expect(resolve(text, scope)).toEqual(expected);
});

test('conditions take expressions with and without backticks; what cannot be read is false', () => {
  expect(holds('${data.total} > 5', scope)).toBe(true);
  expect(holds('`${data.total} > 5`', scope)).toBe(true);
  expect(holds('${data.total} >', scope)).toBe(false);
  expect(resolve({ a: ['${data.ok}'] }, scope)).toEqual({ a: [true] });
});

test('hostile expressions end', () => {
  const hostile = ['('.repeat(4000), '!'.repeat(4000), `${'1+'.repeat(2000)}1`, '1 '.repeat(2000), "'", '${', '*'];
  for (const text of hostile) expect(() => holds(text, scope)).not.toThrow();
});
