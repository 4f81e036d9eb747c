// Completion knows the sample's members and what the sandbox has, and nothing it does not have.
import { CompletionContext } from '@codemirror/autocomplete';
import { javascript } from '@codemirror/lang-javascript';
import { EditorState } from '@codemirror/state';
import { expect, test } from 'vitest';
import { completeFunction } from './completion';

const sample = { action: 'data_exchange', data: { day: '2026-12-01', tags: [] } };

function offered(text: string): string[] {
  const at = text.indexOf('|');
  const state = EditorState.create({ doc: text.replace('|', ''), extensions: javascript() });
  return (
    completeFunction(() => sample)(new CompletionContext(state, at, true))?.options.map(({ label }) => label) ?? []
  );
}

test('members of the sample', () => {
  expect(offered('input.|')).toEqual(['action', 'data']);
  expect(offered('input.data.d|')).toEqual(['day', 'tags']);
  expect(offered('input.data?.|')).toEqual(['day', 'tags']);
  expect(offered('input.nothing.|')).toEqual([]);
});

test('what the sandbox has, and the names of the code itself', () => {
  const names = offered('const hours = 3\nexport default function (input) { h| }');
  expect(names).toEqual(expect.arrayContaining(['fetch', 'console.log', 'input', 'hours']));
  for (const absent of ['window', 'document', 'require', 'setTimeout', 'process']) expect(names).not.toContain(absent);
});
