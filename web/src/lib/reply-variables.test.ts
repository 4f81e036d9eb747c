// Variables are filled, fall back, or stay to be seen; a slash calls only where a word begins.
import { expect, it } from 'vitest';
import { filled, firstName, segments, shortcutAt } from './reply-variables';

const facts = { 'contact.first_name': 'Elif', 'contact.email': null, 'agent.name': 'Priya Nair' };

it('fills what is known, takes the fallback for what is not, and leaves the rest to be seen', () => {
  const body = 'Hi {{contact.first_name}}, {{contact.email|no mail}} {{ contact.phone }} – {{agent.name}}';
  expect(filled(body, facts)).toBe('Hi Elif, no mail {{ contact.phone }} – Priya Nair');
  expect(segments(body, facts).filter(({ is }) => is === 'missing')).toEqual([
    { is: 'missing', text: '{{ contact.phone }}', name: 'contact.phone' },
  ]);
});

it('never fills twice: what a customer calls themselves is text', () => {
  expect(filled('Hi {{contact.first_name}}', { 'contact.first_name': '{{agent.name}}', 'agent.name': 'x' })).toBe(
    'Hi {{agent.name}}',
  );
});

it('takes the first name of a name, and none of a number', () => {
  expect(firstName(' Ana María Torres ')).toBe('Ana');
  expect(firstName('+34600111222')).toBeUndefined();
  expect(firstName('')).toBeUndefined();
});

it('sees a shortcut at the caret', () => {
  expect(shortcutAt('/', 1)).toEqual({ from: 0, typed: '' });
  expect(shortcutAt('hello /ho', 9)).toEqual({ from: 6, typed: 'ho' });
  expect(shortcutAt('hello /ho', 7)).toEqual({ from: 6, typed: '' });
  expect(shortcutAt('and/or', 6)).toBeNull();
  expect(shortcutAt('https://x', 9)).toBeNull();
  expect(shortcutAt('/two words', 10)).toBeNull();
  expect(shortcutAt('a\n/año', 6)).toEqual({ from: 2, typed: 'año' });
});
