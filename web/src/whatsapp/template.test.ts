// A sent template put together with its definition reads as the customer reads it.
import { expect, it } from 'vitest';
import { fill, readTemplate, type TemplateView, VALUE_END, VALUE_START } from './template';

const definition = (components: TemplateView['components']): TemplateView => ({
  id: '1',
  name: 'order',
  language: 'en_US',
  status: 'APPROVED',
  category: 'UTILITY',
  parameter_format: 'POSITIONAL',
  quality_score: null,
  components,
});
const sent = (components: unknown[]) => ({ name: 'order', language: { code: 'en-US' }, components });
const value = (text: string) => `${VALUE_START}${text}${VALUE_END}`;

it('puts numbered and named values in, and leaves what is missing visible', () => {
  const components = [
    { type: 'HEADER', format: 'TEXT', text: 'For {{1}}' },
    { type: 'BODY', text: 'Hi {{first_name}}, {{1}} of {{9}}' },
    { type: 'FOOTER', text: 'Bye' },
  ];
  const given = [
    { type: 'header', parameters: [{ type: 'text', text: 'Ana' }] },
    {
      type: 'body',
      parameters: [
        { type: 'currency', currency: { fallback_value: '$10' } },
        { type: 'text', parameter_name: 'first_name', text: 'Ana' },
      ],
    },
  ];
  const filled = fill(sent(given), definition(components));
  expect(filled?.header?.text).toBe(`For ${value('Ana')}`);
  expect(filled?.body).toBe(`Hi ${value('Ana')}, ${value('$10')} of {{9}}`);
  expect(filled?.footer).toBe('Bye');
  expect(filled?.language).toBe('en_US');
});

it('takes the marks out of values that come with marks of their own', () => {
  const filled = fill(
    sent([{ type: 'body', parameters: [{ type: 'text', text: `a${VALUE_END}b` }] }]),
    definition([{ type: 'BODY', text: '{{1}}' }]),
  );
  expect(filled?.body).toBe(value('ab'));
});

it('fills link buttons, codes and cards', () => {
  const card = (url: string) => ({
    components: [
      { type: 'BODY', text: 'Card {{1}}' },
      { type: 'BUTTONS', buttons: [{ type: 'URL', text: 'Go', url }] },
    ],
  });
  const filled = fill(
    sent([
      { type: 'button', sub_type: 'url', index: '0', parameters: [{ type: 'text', text: '42' }] },
      {
        type: 'button',
        sub_type: 'copy_code',
        index: '1',
        parameters: [{ type: 'coupon_code', coupon_code: 'SAVE10' }],
      },
      {
        type: 'carousel',
        cards: [{ card_index: 0, components: [{ type: 'body', parameters: [{ type: 'text', text: 'one' }] }] }],
      },
    ]),
    definition([
      {
        type: 'BUTTONS',
        buttons: [
          { type: 'URL', text: 'Track', url: 'https://x.example/{{1}}' },
          { type: 'COPY_CODE', text: 'Copy' },
        ],
      },
      { type: 'CAROUSEL', cards: [card('https://x.example/a')] },
    ]),
  );
  expect(filled?.buttons.map((button) => button.value)).toEqual(['https://x.example/42', 'SAVE10']);
  expect(filled?.cards.map((one) => one.body)).toEqual([`Card ${value('one')}`]);
});

it('shows name and values while the definition is not at hand', () => {
  const read = readTemplate(sent([{ type: 'body', parameters: [{ type: 'text', text: 'Ana' }] }]));
  expect(read).toMatchObject({ name: 'order', bare: true, parameters: ['Ana'] });
});

it('keeps a rendered one as it is', () => {
  const read = readTemplate({
    name: 'order',
    language: 'en_US',
    body: 'Hello *Ana*',
    header: { format: 'TEXT', text: 'Hi' },
    buttons: [{ index: 0, type: 'QUICK_REPLY', text: 'Yes', payload: 'y' }],
  });
  expect(read).toMatchObject({
    body: 'Hello *Ana*',
    bare: false,
    header: { text: 'Hi' },
    buttons: [{ label: 'Yes', payload: 'y' }],
  });
});
