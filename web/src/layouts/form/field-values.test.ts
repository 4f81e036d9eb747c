// Own fields of contacts between the form and the server.
import { expect, it } from 'vitest';
import type { CustomField } from '~/api/custom-fields';
import { fieldValues, joined, safeUrl, untyped, withField } from './field-values';

const field = (key: string): CustomField => ({
  id: `fld_${key}`,
  key,
  label: key,
  kind: 'text',
  choices: [],
  position: 0,
});
const fields = [field('plan'), field('orders'), field('trial')];
const stored = { plan: 'Gold', orders: 12, trial: false, free: ['a'] };

it('takes typed fields out and puts them back as they came', () => {
  const values = fieldValues(stored, fields);
  expect(values).toEqual({ plan: 'Gold', orders: '12', trial: 'false' });
  expect(untyped(stored, fields)).toEqual({ free: ['a'] });
  expect(joined(untyped(stored, fields), values, stored)).toEqual(stored);
});

it('sends what was changed, and nothing for what was emptied', () => {
  expect(joined({}, { plan: 'Silver', orders: ' ', trial: '' }, stored)).toEqual({ plan: 'Silver' });
  expect(joined({}, { plan: '' }, {})).toEqual({});
});

it('changes one field and leaves the others as they came', () => {
  expect(withField(stored, fields, 'plan', 'Silver')).toEqual({ ...stored, plan: 'Silver' });
  expect(withField(stored, fields, 'orders', '')).toEqual({ plan: 'Gold', trial: false, free: ['a'] });
});

it('opens web addresses only', () => {
  expect(safeUrl('https://lumen.example/a b')).toBe('https://lumen.example/a%20b');
  for (const hostile of ['javascript:alert(1)', 'data:text/html,x', 'lumen.example', ''])
    expect(safeUrl(hostile)).toBeNull();
});
