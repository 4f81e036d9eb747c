// Whatever the server writes into the audit log has words of its own here.

import { readFileSync } from 'node:fs';
import { I18nProvider } from '@lingui/react';
import { renderHook } from '@testing-library/react';
import { createElement, type ReactNode } from 'react';
import { expect, it } from 'vitest';
import { i18n } from '~/lib/i18n';
import { useActionName, useTargetName } from './use-action-names';

const wrapper = ({ children }: { children: ReactNode }) => createElement(I18nProvider, { i18n }, children);

it('has words for every action that a route leaves in the log', () => {
  // The server's own table of what each route leaves.
  const table = readFileSync(`${process.cwd()}/../crates/server/tests/it/audited.rs`, 'utf8');
  const entries = [...table.matchAll(/Entry\(&\[([^\]]*)\]\)/g)].map(([, list = '']) => list).join();
  const actions = [...entries.matchAll(/"([a-z_]+\.[a-z_]+)"/g)].map(([, action = '']) => action);
  expect(actions.length).toBeGreaterThan(100);
  const { result } = renderHook(useActionName, { wrapper });
  const bare = actions.filter((action) => result.current(action).toLowerCase() === action.replace(/[._]/g, ' '));
  expect(bare).toEqual([]);
  expect(result.current('wa_flow.published')).toBe('Published a WhatsApp Flow');
  expect(result.current('moon.howled_at')).toBe('Moon howled at');
});

it('calls things as the console does', () => {
  const { result } = renderHook(useTargetName, { wrapper });
  expect(['wa_flow', 'saved_view', 'contact'].map(result.current)).toEqual(['WhatsApp Flow', 'saved view', 'contact']);
});
