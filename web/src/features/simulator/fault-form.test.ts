// What the form says becomes the rule the server takes.
import { expect, it } from 'vitest';
import { ruleOf } from './fault-form';
import type { FaultKind } from './types';

const kind = (settings: FaultKind['settings']): FaultKind => ({
  kind: 'graph_error',
  where: 'graph',
  says: '',
  settings,
});

it('sends numbers as numbers, and leaves out what is usual', () => {
  const code = { name: 'code', type: 'integer', default: 131000 } as const;
  expect(ruleOf(kind([code]), { code: '131056' }, '100', '')).toEqual({ kind: 'graph_error', code: 131056 });
  expect(ruleOf(kind([code]), { code: '' }, '', '')).toEqual({ kind: 'graph_error', code: 131000 });
});

it('sends how often and how many times', () => {
  expect(ruleOf(kind([]), {}, '30', '2')).toEqual({ kind: 'graph_error', rate: 0.3, times: 2 });
});

it('sends lists and choices as they were chosen', () => {
  const statuses = { name: 'statuses', type: 'list', default: [], options: ['sent'] } as const;
  const rule = ruleOf(
    kind([
      { ...statuses, default: [], options: ['sent', 'read'] },
      { name: 'on', type: 'choice', default: 'messages' },
    ]),
    { statuses: ['read'], on: 'all' },
    '100',
    '',
  );
  expect(rule).toEqual({ kind: 'graph_error', statuses: ['read'], on: 'all' });
});
