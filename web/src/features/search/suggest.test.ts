// Suggestions finish the last word: operators, their values, and names of the workspace.
import { expect, it } from 'vitest';
import { suggest } from './suggest';

const names = { members: ['Priya Shah', 'Marta'], tags: ['VIP', 'Big order'], teams: ['North side'] };
const labels = (query: string) => suggest(query, names).map(({ label }) => label);
const first = (query: string) => suggest(query, names)[0]?.query;

it('finishes an operator that was begun', () => {
  expect(labels('fro')).toEqual(['from:']);
  expect(first('hola fro')).toBe('hola from:');
  expect(labels('a')).toEqual(['assignee:', 'after:']);
  expect(labels('hola ')).toEqual([]);
  expect(labels('')).toEqual([]);
});

it('offers what may follow it, names too', () => {
  expect(labels('from:')).toEqual(['customer', 'agent', 'automation', 'me', 'Priya Shah', 'Marta']);
  expect(first('x from:pri')).toBe('x from:"Priya Shah" ');
  expect(first('tag:"big')).toBe('tag:"Big order" ');
  expect(first('-has:im')).toBe('-has:image ');
  expect(labels('status:open')).toEqual([]);
});

it('stays out of phrases and addresses', () => {
  expect(labels('"red fo')).toEqual([]);
  expect(labels('https:')).toEqual([]);
});
