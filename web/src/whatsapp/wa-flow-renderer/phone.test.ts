// A form on a phone: a visit without an endpoint, one with, and every kind of entry that is refused. The same visits as the server's own tests.
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { Fields } from '../read';
import {
  answer,
  back,
  enteredOn,
  fill,
  here,
  isUnusable,
  type Moved,
  openPhone,
  type Phone,
  press,
  titleOf,
  view,
} from './phone';
import { refuse } from './refuse';

const footer = (label: string, action: unknown) => ({ type: 'Footer', label, 'on-click-action': action });
const screen = (id: string, data: unknown, children: unknown[], more: object = {}) => ({
  id,
  data,
  layout: { type: 'SingleColumnLayout', children },
  ...more,
});
const states = { type: 'array', items: { type: 'object' }, __example__: [] };
const country = (id: string, title: string, state: unknown) => ({
  id,
  title,
  'on-select-action': { name: 'update_data', payload: { picked: true, states: [state] } },
});

const appointment = {
  version: '7.3',
  screens: [
    screen(
      'DETAILS',
      { states, picked: { type: 'boolean', __example__: false } },
      [
        { type: 'TextHeading', text: "`'Hello ' ${form.name}`" },
        { type: 'TextInput', name: 'name', label: 'Name', required: true, 'min-chars': 2 },
        {
          type: 'RadioButtonsGroup',
          name: 'country',
          label: 'Country',
          required: true,
          'data-source': [
            country('us', 'USA', { id: 'ny', title: 'New York' }),
            country('ca', 'Canada', { id: 'on', title: 'Ontario' }),
          ],
        },
        {
          type: 'Dropdown',
          name: 'state',
          label: 'State',
          required: true,
          visible: '${data.picked}',
          'data-source': '${data.states}',
        },
        {
          type: 'If',
          condition: "${form.country} == 'us'",
          then: [{ type: 'OptIn', name: 'terms', label: 'US terms', required: true }],
          else: [{ type: 'TextBody', text: 'No terms' }],
        },
        footer('Continue', {
          name: 'navigate',
          next: { type: 'screen', name: 'DONE' },
          payload: { name: '${form.name}', place: '${form.state}' },
        }),
      ],
      { title: 'Details' },
    ),
    screen(
      'DONE',
      { name: { type: 'string', __example__: 'Ana' }, place: { type: 'string', __example__: 'ny' } },
      [
        { type: 'TextBody', text: "`${data.name} ' from ' ${data.place}`" },
        { type: 'TextArea', name: 'note', label: 'Note', 'init-value': 'none' },
        footer('Send', {
          name: 'complete',
          payload: { who: '${data.name}', country: '${screen.DETAILS.form.country}', note: '${form.note}' },
        }),
      ],
      { terminal: true },
    ),
  ],
};

const booking = {
  version: '7.3',
  data_api_version: '3.0',
  routing_model: { DAY: ['CONFIRM'], CONFIRM: [] },
  screens: [
    screen('DAY', { times: states }, [
      {
        type: 'DatePicker',
        name: 'day',
        label: 'Day',
        required: true,
        'on-select-action': { name: 'data_exchange', payload: { day: '${form.day}' } },
      },
      { type: 'Dropdown', name: 'time', label: 'Time', 'data-source': '${data.times}' },
      footer('Book', { name: 'data_exchange', payload: { day: '${form.day}', time: '${form.time}' } }),
    ]),
    screen(
      'CONFIRM',
      { summary: { type: 'string', __example__: 'x' } },
      [{ type: 'TextBody', text: '${data.summary}' }, footer('Done', { name: 'data_exchange', payload: {} })],
      { terminal: true, refresh_on_back: true },
    ),
  ],
};

/** A phone in a hand: moves in place, to be read as a story. */
function hold(form: unknown, first: string | null = null, data: Fields = {}) {
  const opened = openPhone(form, first, data);
  if (!opened) throw new Error('does not open');
  let phone: Phone = opened;
  const take = (moved: Moved) => {
    phone = moved.phone;
    return moved.outcomes;
  };
  return {
    now: () => phone,
    kinds: () => view(phone).map(({ it }) => it.type),
    fill: (name: string, value: unknown) => take(fill(phone, name, value)),
    footer: () => {
      const it = view(phone).find((one) => one.it.type === 'Footer')?.it ?? {};
      const moved = press(phone, it);
      return Array.isArray(moved) ? moved.map(({ name, why }) => `${name} ${why.why}`) : take(moved);
    },
    back: () => take(back(phone)),
    answer: (said: unknown) => {
      const result = answer(phone, said);
      return isUnusable(result) ? result.key : take(result);
    },
  };
}

test('a visit without an endpoint', () => {
  const phone = hold(appointment);
  expect([here(phone.now()), titleOf(phone.now())]).toEqual(['DETAILS', 'Details']);
  expect(phone.kinds()).toEqual(['TextHeading', 'TextInput', 'RadioButtonsGroup', 'Dropdown', 'TextBody', 'Footer']);
  expect(phone.footer()).toHaveLength(3);
  phone.fill('name', 'A');
  expect(phone.footer()[0]).toBe('name too_short');
  phone.fill('name', 'Ana');
  expect(view(phone.now())[0]?.it.text).toBe('Hello Ana');
  expect(phone.fill('country', 'us')).toEqual([{ kind: 'updated' }]);
  expect(phone.kinds()[4]).toBe('OptIn');
  expect(view(phone.now())[4]?.pointer).toBe('/screens/0/layout/children/4/then/0');
  phone.fill('state', 'on');
  expect(phone.footer()[0]).toBe('state not_an_option');
  phone.fill('state', 'ny');
  phone.fill('terms', true);
  expect(phone.footer()).toEqual([{ kind: 'shown' }]);
  expect(view(phone.now())[0]?.it.text).toBe('Ana from ny');
  expect(enteredOn(phone.now()).note).toBe('none');
  // Back and forth: what was entered is still there.
  expect(phone.back()).toEqual([{ kind: 'shown' }]);
  expect(enteredOn(phone.now()).name).toBe('Ana');
  phone.footer();
  phone.fill('note', 'soon');
  expect(phone.footer()).toEqual([{ kind: 'complete', payload: { who: 'Ana', country: 'us', note: 'soon' } }]);
  expect(phone.now().done).toBe(true);
  expect(phone.footer()).toEqual([{ kind: 'nothing' }]);
});

test('a visit with an endpoint', () => {
  const phone = hold(booking, 'DAY', { times: [] });
  expect(phone.fill('day', '2026-11-30')).toEqual([
    { kind: 'exchange', screen: 'DAY', payload: { day: '2026-11-30' } },
  ]);
  expect(phone.answer({ screen: 'DAY', data: { times: [{ id: '9', title: '9:00' }] } })).toEqual([{ kind: 'shown' }]);
  phone.fill('time', '9');
  expect(phone.footer()).toEqual([{ kind: 'exchange', screen: 'DAY', payload: { day: '2026-11-30', time: '9' } }]);
  // Refused by the endpoint: same screen, with a message.
  phone.answer({ screen: 'DAY', data: { error_message: 'Taken' } });
  expect([here(phone.now()), phone.now().snackbar, enteredOn(phone.now()).time]).toEqual(['DAY', 'Taken', '9']);
  expect(phone.answer({ screen: 'CONFIRM', data: { summary: 5 } })).toBe('payload-schema-error');
  expect(phone.answer({ screen: 'CONFIRM', data: {} })).toBe('payload-schema-error');
  expect(phone.answer({ screen: 'ELSEWHERE', data: {} })).toBe('invalid-screen-transition');
  phone.answer({ screen: 'CONFIRM', data: { summary: '9:00 on Monday' } });
  expect(phone.now().snackbar).toBe(null);
  // Going back from a screen that wants to be refreshed asks the endpoint.
  expect(phone.back()).toEqual([{ kind: 'back', screen: 'CONFIRM' }]);
  phone.answer({ screen: 'DAY', data: { times: [] } });
  expect(here(phone.now())).toBe('DAY');
  const params = { flow_token: 't', id: 7 };
  expect(phone.answer({ screen: 'SUCCESS', data: { extension_message_response: { params } } })).toEqual([
    { kind: 'complete', payload: params },
  ]);
});

test('what cannot be opened says so, and the first screen can be closed', () => {
  expect(openPhone({}, null)).toBe(null);
  expect(openPhone('x', null)).toBe(null);
  expect(openPhone(appointment, 'X')).toBe(null);
  const phone = hold(appointment);
  expect(phone.back()).toEqual([{ kind: 'closed' }]);
  expect(phone.fill('nothing', 1)).toEqual([{ kind: 'nothing' }]);
});

test('a list leads where its item says', () => {
  const item = (id: string, to: string) => ({
    id,
    'main-content': { title: id },
    'on-click-action': { name: 'navigate', next: { type: 'screen', name: to }, payload: {} },
  });
  const end = (id: string) =>
    screen(id, {}, [footer('End', { name: 'complete', payload: { picked: '${screen.LIST.form.list}' } })]);
  const list = { type: 'NavigationList', name: 'list', 'list-items': [item('a', 'ONE'), item('b', 'TWO')] };
  const phone = openPhone({ screens: [screen('LIST', {}, [list]), end('ONE'), end('TWO')] }, null);
  const moved = phone && press(phone, view(phone)[0]?.it ?? {}, 'b');
  if (!moved || Array.isArray(moved)) throw new Error('refused');
  expect(here(moved.phone)).toBe('TWO');
  expect(press(moved.phone, view(moved.phone)[0]?.it ?? {})).toMatchObject({
    outcomes: [{ kind: 'complete', payload: { picked: 'b' } }],
  });
});

test('the values of a Form reach its inputs', () => {
  const form = {
    type: 'Form',
    name: 'f',
    'init-values': { a: 'first' },
    'error-messages': { a: 'no' },
    children: [{ type: 'TextInput', name: 'a', label: 'A' }],
  };
  const phone = hold({ version: '7.3', screens: [screen('S', {}, [form])] });
  expect(view(phone.now())[0]?.it['error-message']).toBe('no');
  expect(enteredOn(phone.now()).a).toBe('first');
});

test('Switch shows the case that its value names', () => {
  const cases = { a: [{ type: 'TextBody', text: 'A' }], 'b/c': [{ type: 'TextBody', text: 'B' }] };
  const form = { screens: [screen('S', {}, [{ type: 'Switch', value: '${data.which}', cases }])] };
  const shown = (which: string) => view(hold(form, 'S', { which }).now());
  expect(shown('a')[0]?.it.text).toBe('A');
  expect(shown('b/c')[0]?.pointer).toBe('/screens/0/layout/children/0/cases/b~1c/0');
  expect(shown('constructor')).toEqual([]);
});

test.each(['endpoint', 'local', 'old'])("the server's own form '%s' opens and is survived", (name) => {
  const path = new URL(`../../../../crates/wa-flow-json/tests/bases/${name}.json`, `file://${import.meta.filename}`);
  const phone = hold(JSON.parse(readFileSync(path, 'utf8')));
  expect(phone.kinds()).toContain('Footer');
  phone.footer();
  phone.back();
});

const options = [
  { id: 'a', title: 'A' },
  { id: 'b', title: 'B', enabled: false },
];
const days = {
  type: 'CalendarPicker',
  'min-date': '2026-11-02',
  'max-date': '2026-11-30',
  'unavailable-dates': ['2026-11-05'],
  'include-days': ['Mon', 'Thu', 'Fri'],
};
const range = { type: 'CalendarPicker', mode: 'range' };
const input = { type: 'TextInput' };

test.each<[Fields, unknown, string | null]>([
  [{ ...input, required: true }, '', 'required'],
  [input, null, null],
  [{ ...input, 'max-chars': '3' }, 'abcd', 'too_long'],
  [input, 'x'.repeat(81), 'too_long'],
  [{ ...input, 'input-type': 'number' }, '12a', 'not_a_number'],
  [{ ...input, 'input-type': 'number' }, '-1.5', null],
  [{ ...input, 'input-type': 'email' }, 'a@b', 'not_an_email'],
  [{ ...input, 'input-type': 'email' }, 'a@b.example', null],
  [{ ...input, 'input-type': 'phone' }, '+1 (555) 010-99', null],
  [{ ...input, 'input-type': 'phone' }, 'call me', 'not_a_phone_number'],
  [{ ...input, 'input-type': 'passcode' }, '12x', 'not_a_passcode'],
  [{ ...input, pattern: '[A-Z]{2}\\d+' }, 'ab1', 'pattern'],
  [{ ...input, pattern: '[A-Z]{2}\\d+' }, 'AB1', null],
  [{ ...input, pattern: '(' }, 'whatever', null],
  [{ type: 'TextArea', 'max-length': 2 }, 'abc', 'too_long'],
  [{ type: 'Dropdown', 'data-source': options }, 'b', 'not_an_option'],
  [{ type: 'Dropdown', 'data-source': options }, 'a', null],
  [{ type: 'CheckboxGroup', 'data-source': options, 'min-selected-items': 2 }, ['a'], 'too_few'],
  [{ type: 'CheckboxGroup', 'data-source': options }, 'a', 'wrong_type'],
  [{ type: 'OptIn', required: true }, false, 'required'],
  [{ type: 'PhotoPicker', 'min-uploaded-photos': 1 }, [], 'too_few'],
  [{ type: 'PhotoPicker', 'max-uploaded-photos': 1 }, [{}, {}], 'too_many'],
  [days, '2026-11-01', 'too_early'],
  [days, '2026-12-01', 'too_late'],
  [days, '2026-11-05', 'day_not_offered'],
  [days, '2026-11-07', 'day_not_offered'],
  [days, '2026-11-23', null],
  [{ type: 'DatePicker' }, '23.11.2026', 'not_a_date'],
  [{ type: 'DatePicker' }, '2026-02-30', 'not_a_date'],
  [{ type: 'DatePicker', 'min-date': '999' }, '1733000000000', null],
  [{ ...range, 'min-days': 3 }, { 'start-date': '2026-11-01', 'end-date': '2026-11-02' }, 'too_early'],
  [range, { 'start-date': '2026-11-01' }, 'required'],
  [{ ...range, 'max-days': 3 }, { 'start-date': '2026-02-27', 'end-date': '2026-03-02' }, null],
])('%j with %j: %s', (component, value, expected) => {
  expect(refuse(component, value)?.why ?? null).toBe(expected);
});
