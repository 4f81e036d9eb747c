// What a first screen reaches travels with it, and what other pages use as well does not drag the inbox along.
import { describe, expect, it } from 'vitest';
import { assignChunks, worthPreloading } from './chunks.ts';

const graph: Record<string, string[]> = {
  '/web/src/main.tsx': ['/web/src/lib/i18n.ts'],
  '/web/src/lib/i18n.ts': [],
  '/web/src/routes/w.$ws.tsx?tsr-split=component': ['/web/src/layouts/rail.tsx', '/web/src/lib/i18n.ts'],
  '/web/src/layouts/rail.tsx': [],
  '/web/src/routes/w.$ws.inbox.$view.tsx?tsr-split=component': [
    '/web/src/features/inbox/inbox-page.tsx',
    '/web/src/layouts/rail.tsx',
  ],
  '/web/src/features/inbox/inbox-page.tsx': ['/web/src/ui/badge.tsx'],
  '/web/src/ui/badge.tsx': [],
  '/web/src/features/inbox/thread.tsx': [
    '/web/src/features/inbox/message-list.tsx',
    '/web/src/whatsapp/bubbles.tsx',
    '/web/src/api/messages.ts',
  ],
  '/web/src/features/inbox/message-list.tsx': ['/web/src/ui/badge.tsx'],
  '/web/src/whatsapp/bubbles.tsx': ['/web/src/whatsapp/bubbles.tsx'],
  '/web/src/api/messages.ts': [],
  '/web/src/routes/w.$ws.audit.tsx?tsr-split=component': ['/web/src/features/audit/audit-page.tsx'],
  '/web/src/features/audit/audit-page.tsx': ['/web/src/ui/badge.tsx'],
};

describe('the chunks of the first screens', () => {
  const chunks = assignChunks({ ids: Object.keys(graph), importsOf: (id) => graph[id] ?? [] });
  const chunk = (path: string) => chunks.get(`/web/src/${path}`);

  it('take each module at the first screen that needs it', () => {
    expect(chunk('lib/i18n.ts')).toBe('shell');
    expect(chunk('layouts/rail.tsx')).toBe('workspace');
    expect(chunk('features/inbox/inbox-page.tsx')).toBe('inbox');
    expect(chunk('features/inbox/message-list.tsx')).toBe('thread');
  });

  it('keep what other pages use apart from the inbox', () => {
    expect(chunk('ui/badge.tsx')).toBe('workspace');
    expect(chunk('whatsapp/bubbles.tsx')).toBe('bubbles');
    expect(chunk('api/messages.ts')).toBe('pieces');
  });

  it('leave the rest, and the roots, to the bundler', () => {
    expect(chunk('features/audit/audit-page.tsx')).toBeUndefined();
    expect(chunk('features/inbox/thread.tsx')).toBeUndefined();
  });
});

it('no list names what is there already', () => {
  expect(
    worthPreloading(['assets/shell-a1.js', 'assets/vendor-b2.js', 'assets/index-c3.css', 'assets/thread-d4.js']),
  ).toEqual(['assets/thread-d4.js']);
});
