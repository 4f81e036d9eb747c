// Completion offers what fits the place, also while the JSON is not finished.

import { readFileSync } from 'node:fs';
import { CompletionContext } from '@codemirror/autocomplete';
import { json } from '@codemirror/lang-json';
import { EditorState } from '@codemirror/state';
import { expect, test } from 'vitest';
import { components } from './catalog';
import { completeFlowJson } from './completion';

const form = (component: string) => `{
  "version": "7.3",
  "screens": [
    {
      "id": "FIRST",
      "data": { "city": { "type": "string", "__example__": "Lima" } },
      "layout": {
        "type": "SingleColumnLayout",
        "children": [
          { "type": "TextInput", "name": "who", "label": "Name" },
          ${component}
        ]
      }
    },
    { "id": "SECOND", "layout": { "type": "SingleColumnLayout", "children": [] } }
  ]
}`;

/** What is offered at the bar. */
function offered(text: string): string[] {
  const at = text.indexOf('|');
  const state = EditorState.create({ doc: text.replace('|', ''), extensions: json() });
  return completeFlowJson(new CompletionContext(state, at, true))?.options.map(({ label }) => label) ?? [];
}

test('properties of the component that are not there yet', () => {
  const names = offered(form('{ "type": "TextInput", "name": "x", "|" }'));
  expect(names).toContain('input-type');
  expect(names).not.toContain('name');
  expect(names).not.toContain('data-source');
});

test('properties that the version does not know yet are not offered', () => {
  const old = form('{ "type": "TextInput", "|" }').replace('7.3', '5.1');
  expect(offered(old)).not.toContain('pattern');
});

test('values of properties, kinds of components and actions', () => {
  expect(offered(form('{ "type": "TextInput", "input-type": "|" }'))).toEqual([
    'text',
    'number',
    'email',
    'password',
    'passcode',
    'phone',
  ]);
  expect(offered(form('{ "type": "|" }'))).toContain('CalendarPicker');
  expect(offered(form('{ "type": "Footer", "on-click-action": { "name": "|" } }'))).toContain('complete');
  expect(offered(form('{ "type": "TextInput", "required": | }'))).toEqual(['true', 'false']);
});

test('screens to go to, and what texts may refer to', () => {
  const next =
    '{ "type": "Footer", "on-click-action": { "name": "navigate", "next": { "type": "screen", "name": "|" } } }';
  expect(offered(form(next))).toEqual(['FIRST', 'SECOND']);
  expect(offered(form('{ "type": "TextBody", "text": "${|}" }'))).toEqual(['form.who', 'data.city']);
});

test('the list of components is the one the server has', () => {
  const path = new URL('../../../../crates/wa-flow-json/src/catalog/list.rs', `file://${import.meta.filename}`);
  const list = readFileSync(path, 'utf8');
  expect(components.map(({ name }) => name)).toEqual(
    [...list.matchAll(/Component \{\s*name: "(\w+)"/g)].map((match) => match[1]),
  );
  for (const { name, properties, help } of components) {
    const from = list.indexOf(`name: "${name}"`);
    const part = list.slice(from, list.indexOf('in_branches', from));
    expect(part).toContain(help);
    const named = [...part.matchAll(/P::new\("([\w-]+)"/g)].map((match) => match[1]);
    expect(properties.map((one) => one.name)).toEqual(expect.arrayContaining(named));
  }
});
