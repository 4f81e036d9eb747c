// Which findings are mended elsewhere, and where.
import { expect, it } from 'vitest';
import { placeOf } from './elsewhere-fix';

const finding = (code: string) => ({ code, severity: 'error' as const, message: 'the workspace has no such thing' });

it.each([
  ['secret.missing', '/settings/secrets'],
  ['calendar.missing', '/settings/hours'],
  ['connection.no_key', '/settings/ai'],
  ['function.draft', '/functions'],
  ['wa_flow.draft', '/wa-flows'],
  ['global.missing', '/settings/automation'],
])('%s leads to %s', (code, to) => {
  expect(placeOf(finding(code))?.to).toBe(to);
});

it.each(['tag.missing', 'secret.exposed', 'wa_flow.screen', 'node.unreachable', 'missing'])(
  '%s leads nowhere',
  (code) => {
    expect(placeOf(finding(code))).toBeNull();
  },
);
