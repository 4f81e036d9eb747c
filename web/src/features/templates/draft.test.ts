// What is written comes out as Meta wants it, and goes back into the form unchanged.
import { expect, test } from 'vitest';
import type { MessageTemplate } from '~/api/templates';
import { type Draft, definitionOf, draftOf, emptyDraft, newButton, newCard, nextVariable, placeOf } from './draft';

const template = (draft: Draft): MessageTemplate => {
  const { definition } = definitionOf(draft);
  return {
    ...{ id: 'tpl_1', meta_id: '1', status: 'APPROVED', quality: 'GREEN', rejected_reason: null, recommendation: null },
    ...{ previous_category: null, correct_category: null, category_changes_at: null, message_send_ttl_seconds: null },
    ...{ created_at: '', updated_at: '', name: draft.name, language: draft.language, category: draft.category },
    parameter_format: definition.parameter_format ?? 'POSITIONAL',
    components: definition.components,
  };
};

const again = (draft: Draft) => definitionOf(draftOf(template(draft))).definition;

const written: Draft = {
  ...emptyDraft(),
  name: 'order_shipped',
  header: { format: 'TEXT', text: 'Order {{1}}', samples: { 1: 'A-1' }, file: null },
  body: { text: 'Hi {{1}}, your {{2}} left today. Bye {{1}}, see you.', samples: { 1: 'Ana', 2: 'lamp' } },
  footer: 'Lumen',
  buttons: [
    { ...newButton('URL'), text: 'Track', value: 'https://e.example/{{1}}', sample: 'https://e.example/a' },
    { ...newButton('COPY_CODE'), value: 'LIGHT25' },
    { ...newButton('QUICK_REPLY'), text: 'Thanks' },
  ],
};

test('a form becomes the body of the call, samples in the order of the variables', () => {
  const { definition, places } = definitionOf(written);
  expect(places).toEqual(['header', 'body', 'footer', 'buttons']);
  expect(definition.components[1]).toMatchObject({ example: { body_text: [['Ana', 'lamp']] } });
  expect(definition.components[3]).toMatchObject({
    buttons: [
      { url: 'https://e.example/{{1}}', example: ['https://e.example/a'] },
      { example: 'LIGHT25' },
      { text: 'Thanks' },
    ],
  });
});

test('what Meta gives back makes the same form', () => {
  expect(again(written)).toEqual(definitionOf(written).definition);
  const named: Draft = {
    ...written,
    named: true,
    header: { format: 'LOCATION', text: '', samples: {}, file: null },
    body: { text: 'Hi {{first_name}}, come on {{day}} at noon.', samples: { first_name: 'Ana', day: 'Monday' } },
  };
  expect(again(named)).toEqual(definitionOf(named).definition);
  const card = { ...newCard(), body: { text: 'Only {{1}} today.', samples: { 1: '€5' } } };
  const carousel: Draft = { ...written, buttons: [], cards: [card, card], offer: { text: 'Weekend', expires: true } };
  expect(again(carousel)).toEqual(definitionOf(carousel).definition);
});

test('buttons of the shop come back as they were, and so does one the form has no questions for', () => {
  const shop: Draft = {
    ...written,
    header: { format: 'PRODUCT', text: '', samples: {}, file: null },
    buttons: [
      { ...newButton('MPM'), text: 'See all' },
      { ...newButton('SPM'), text: 'View' },
      { ...newButton('OTHER'), whole: { type: 'REMINDER', text: 'Remind me', days: 3 } },
    ],
  };
  expect(definitionOf(shop).definition.components.at(-1)).toEqual({
    type: 'BUTTONS',
    buttons: [
      { type: 'MPM', text: 'See all' },
      { type: 'SPM', text: 'View' },
      { type: 'REMINDER', text: 'Remind me', days: 3 },
    ],
  });
  expect(again(shop)).toEqual(definitionOf(shop).definition);
});

test('an authentication template has a code, and no words of ours', () => {
  const code: Draft = { ...emptyDraft(), category: 'AUTHENTICATION', code: { ...emptyDraft().code, label: 'Copy' } };
  expect(definitionOf(code).definition.components).toEqual([
    { type: 'BODY', add_security_recommendation: true },
    { type: 'FOOTER', code_expiration_minutes: 10 },
    { type: 'BUTTONS', buttons: [{ type: 'OTP', otp_type: 'COPY_CODE', text: 'Copy' }] },
  ]);
  expect(again(code)).toEqual(definitionOf(code).definition);
});

test('a place of the call is found in the form', () => {
  const { places } = definitionOf(written);
  expect(placeOf('/components/3/buttons/0/url', places)).toBe('buttons/buttons/0/url');
  expect(placeOf('/components/0/example/header_text/0', places)).toBe('header/example/header_text/0');
  expect(placeOf('/name', places)).toBe('name');
});

test('the next variable counts on, or has a name of its own', () => {
  expect(nextVariable('Hi {{1}} and {{2}}', false)).toBe('{{3}}');
  expect(nextVariable('Hi {{value_1}}', true)).toBe('{{value_2}}');
});
