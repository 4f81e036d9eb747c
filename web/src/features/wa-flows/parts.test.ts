// Parts know where they stand, and new ones have what they need.
import { expect, test } from 'vitest';
import { fields } from '~/whatsapp/read';
import { starterText } from '~test/mock/wa-flow-starters';
import { componentOf, components } from './catalog';
import { fresh, freshScreen, partsOf } from './parts';

const feedback = fields(JSON.parse(starterText('feedback')));

test('parts in branches come with their pointers', () => {
  const parts = partsOf(feedback, 0);
  expect(parts.map(({ it }) => it.type)).toEqual(['TextHeading', 'RadioButtonsGroup', 'If', 'ChipsSelector', 'Footer']);
  expect(parts[3]).toMatchObject({ pointer: '/screens/0/layout/children/2/then/0', index: 0, depth: 1 });
});

test('a new component has what it cannot do without, and a free name', () => {
  const parts = partsOf(feedback, 0);
  for (const component of components) {
    const made = fresh(component, parts);
    for (const { name, required } of component.properties) if (required) expect(Object.keys(made)).toContain(name);
  }
  const input = componentOf('TextInput');
  if (!input) throw new Error('no TextInput');
  const first = fresh(input, []);
  const second = fresh(input, [{ pointer: '', list: '', index: 0, depth: 0, it: first }]);
  expect([first.name, second.name]).toEqual(['text_input', 'text_input_2']);
  expect(freshScreen([{ id: 'SCREEN_A' }]).id).toBe('SCREEN_B');
});
