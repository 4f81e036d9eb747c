// The components of a screen as a list to choose from, branches and all; and new ones that pass the checks.
import { type Fields, fields, isFields, list } from '~/whatsapp/read';
import type { Component } from './catalog';

export interface Part {
  pointer: string;
  /** The list it stands in, and its place there. */
  list: string;
  index: number;
  depth: number;
  it: Fields;
}

export function partsOf(form: Fields, screen: number): Part[] {
  const one = list(form.screens)[screen];
  return within(fields(fields(one).layout).children, `/screens/${screen}/layout/children`, 0);
}

function within(children: unknown, at: string, depth: number): Part[] {
  if (depth > 8) return [];
  return list(children).flatMap((it, index) => {
    if (!isFields(it)) return [];
    const pointer = `${at}/${index}`;
    const inner = (['children', 'then', 'else'] as const).flatMap((key) =>
      within(it[key], `${pointer}/${key}`, depth + 1),
    );
    const cases = Object.entries(fields(it.cases)).flatMap(([name, one]) =>
      within(one, `${pointer}/cases/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`, depth + 1),
    );
    return [{ pointer, list: at, index, depth, it }, ...inner, ...cases];
  });
}

/** A component with what it cannot do without, under a name that is free. */
export function fresh(component: Component, parts: readonly Part[]): Fields {
  const taken = new Set(parts.map(({ it }) => it.name));
  const base = component.name.replace(/(?!^)([A-Z])/g, '_$1').toLowerCase();
  let name = base;
  for (let count = 2; taken.has(name); count += 1) name = `${base}_${count}`;
  const option = (id: string, title: string) => ({ id, title });
  const required = component.properties.flatMap(({ name: key, shape, required: needed }): [string, unknown][] => {
    if (!needed) return [];
    switch (shape) {
      case 'name':
        return [[key, name]];
      case 'options':
        return [[key, [option('a', 'First'), option('b', 'Second')]]];
      case 'action':
        return [
          [
            key,
            component.name === 'EmbeddedLink'
              ? { name: 'open_url', url: 'https://example.com' }
              : { name: 'complete', payload: {} },
          ],
        ];
      case 'image':
        return [[key, PIXEL]];
      case 'images':
        return [[key, [{ src: PIXEL, 'alt-text': 'A picture' }]]];
      case 'list-items':
        return [[key, [{ id: 'a', 'main-content': { title: 'First' } }]]];
      default:
        return [[key, component.group === 'input' || component.group === 'picker' ? 'Label' : 'Text']];
    }
  });
  return { type: component.name, ...Object.fromEntries(required) };
}

export function freshScreen(screens: readonly Fields[]): Fields {
  const taken = new Set(screens.map(({ id }) => id));
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';
  const id = [...letters].map((letter) => `SCREEN_${letter}`).find((one) => !taken.has(one)) ?? 'SCREEN_NEW';
  return {
    id,
    title: 'New screen',
    data: {},
    layout: { type: 'SingleColumnLayout', children: [{ type: 'TextHeading', text: 'New screen' }] },
  };
}

const PIXEL = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';
