// What is typed comes back as it was meant.
import { expect, it } from 'vitest';
import { attributesOf, toAttributes } from './attributes';

it('keeps every value and its kind', () => {
  const attributes = {
    plan: 'Gold',
    orders: 3,
    vip: true,
    sizes: ['M', 'L'],
    odd: '007',
    quoted: '"x"',
    number: '12',
    none: null,
    empty: '',
  };
  expect(toAttributes(attributesOf(attributes))).toEqual(attributes);
});

it('reads numbers as numbers and long digits as text', () => {
  const read = toAttributes([
    { name: ' age ', value: '41' },
    { name: 'order', value: '00123' },
    { name: 'card', value: '4111111111111111111' },
    { name: '', value: 'x' },
    { name: 'broken', value: '{oops' },
  ]);
  expect(read).toEqual({ age: 41, order: '00123', card: '4111111111111111111', broken: '{oops' });
});
