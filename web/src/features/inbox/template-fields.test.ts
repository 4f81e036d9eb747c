// A template's questions, and its answers as WhatsApp wants them.
import { describe, expect, it } from 'vitest';
import { template } from '~test/builders';
import { bodyText, fieldsOf } from './template-fields';
import { placeInForm, templateMessage } from './template-message';

describe('positional template', () => {
  const shipped = template();
  const fields = fieldsOf(shipped);
  const values = { 'body.1': 'Elif', 'body.2': '#48213', 'button.0': '48213' };

  it('asks for each variable once, with its example', () => {
    expect(fields.map(({ key, example }) => [key, example])).toEqual([
      ['body.1', 'Amara'],
      ['body.2', '#48213'],
      ['button.0', '48213'],
    ]);
  });

  it('makes the wire form', () => {
    expect(templateMessage(shipped, fields, values).message).toEqual({
      name: 'order_shipped',
      language: { code: 'en_US' },
      components: [
        {
          type: 'body',
          parameters: [
            { type: 'text', text: 'Elif' },
            { type: 'text', text: '#48213' },
          ],
        },
        { type: 'button', sub_type: 'url', index: '0', parameters: [{ type: 'text', text: '48213' }] },
      ],
    });
  });

  it('reads as the contact will see it', () => {
    expect(bodyText(shipped, fields, values)).toBe(
      'Hello *Elif*, your order *#48213* has shipped. Reply STOP to opt out.',
    );
  });
});

describe('named template with a picture and a code', () => {
  const offer = template({
    parameter_format: 'NAMED',
    components: [
      { type: 'HEADER', format: 'IMAGE' },
      {
        type: 'BODY',
        text: 'Hi {{first_name}}!',
        example: { body_text_named_params: [{ param_name: 'first_name', example: 'Ana' }] },
      },
      {
        type: 'BUTTONS',
        buttons: [
          { type: 'QUICK_REPLY', text: 'No' },
          { type: 'COPY_CODE', text: 'Copy', example: ['PRISM'] },
        ],
      },
    ],
  });
  const fields = fieldsOf(offer);

  it('names parameters, links media and keeps the button’s own index', () => {
    const values = { header: { link: 'https://example.com/a.png' }, 'body.first_name': 'Elif', 'button.1': 'PRISM10' };
    expect(templateMessage(offer, fields, values).message.components).toEqual([
      { type: 'header', parameters: [{ type: 'image', image: { link: 'https://example.com/a.png' } }] },
      { type: 'body', parameters: [{ type: 'text', parameter_name: 'first_name', text: 'Elif' }] },
      {
        type: 'button',
        sub_type: 'copy_code',
        index: '1',
        parameters: [{ type: 'coupon_code', coupon_code: 'PRISM10' }],
      },
    ]);
    expect(fields.find((field) => field.name === 'first_name')?.example).toBe('Ana');
  });
});

it('asks nothing for a template without variables', () => {
  const plain = template({ components: [{ type: 'BODY', text: 'Welcome!' }] });
  expect(fieldsOf(plain)).toEqual([]);
  expect(templateMessage(plain, [], {}).message).not.toHaveProperty('components');
});

describe('everything a template can have', () => {
  const blank = (label: string) => ({
    type: 'URL',
    text: label,
    url: 'https://e.example/{{1}}',
    example: ['https://e.example/7'],
  });
  const card = {
    components: [
      { type: 'HEADER', format: 'IMAGE' },
      { type: 'BODY', text: 'For {{1}}' },
      { type: 'BUTTONS', buttons: [{ type: 'QUICK_REPLY', text: 'Keep' }, blank('See')] },
    ],
  };
  const rich = template({
    components: [
      { type: 'HEADER', format: 'LOCATION' },
      { type: 'LIMITED_TIME_OFFER', limited_time_offer: { text: 'Lights', has_expiration: true } },
      { type: 'BODY', text: 'Hi {{1}}' },
      { type: 'CAROUSEL', cards: [card, card] },
    ],
  });
  const fields = fieldsOf(rich);

  it('asks card by card, and says what may stay empty', () => {
    expect(fields.filter((field) => !field.optional).map((field) => field.key)).toEqual([
      'header',
      'offer',
      'body.1',
      'card.0.header',
      'card.0.body.1',
      'card.0.button.1',
      'card.1.header',
      'card.1.body.1',
      'card.1.button.1',
    ]);
    expect(fields.find((field) => field.key === 'card.1.button.1')).toMatchObject({ card: 1, index: 1, example: '7' });
  });

  it('makes every component, and knows which question a place belongs to', () => {
    const values = {
      header: { latitude: 19.4, longitude: -99.1, name: 'Shop', address: '1 Way' },
      offer: '2026-12-24T18:00:00Z',
      'body.1': 'Ana',
      'card.1.header': { media_id: 'med_1' },
      'card.1.body.1': '$18',
      'card.1.button.1': 'aurora',
      'card.1.button.0': 'keep-aurora',
    };
    const { message, places } = templateMessage(rich, fields, values);
    expect(message.components).toMatchObject([
      { type: 'header', parameters: [{ type: 'location', location: { name: 'Shop', latitude: 19.4 } }] },
      { type: 'body', parameters: [{ text: 'Ana' }] },
      {
        type: 'limited_time_offer',
        parameters: [{ limited_time_offer: { expiration_time_ms: Date.parse('2026-12-24T18:00:00Z') } }],
      },
      {
        type: 'carousel',
        cards: [
          { card_index: 0 },
          {
            card_index: 1,
            components: [
              { type: 'header', parameters: [{ type: 'image', image: { media_id: 'med_1' } }] },
              { type: 'body' },
              { type: 'button', sub_type: 'quick_reply', index: '0', parameters: [{ payload: 'keep-aurora' }] },
              { type: 'button', sub_type: 'url', index: '1', parameters: [{ text: 'aurora' }] },
            ],
          },
        ],
      },
    ]);
    expect(placeInForm('/template/components/0/parameters/0/location/latitude', places)).toBe('/header/latitude');
    expect(placeInForm('/template/components/1/parameters/0/text', places)).toBe('/body.1');
    const inCard = '/template/components/3/cards/1/components/0/parameters/0/image/id';
    expect(placeInForm(inCard, places)).toBe('/card.1.header/id');
    expect(placeInForm('/template/name', places)).toBe('');
  });
});

it('asks for a one-time code once and writes it in both places', () => {
  const code = template({
    category: 'AUTHENTICATION',
    components: [
      { type: 'BODY', text: '*{{1}}* is your code.' },
      { type: 'BUTTONS', buttons: [{ type: 'OTP', otp_type: 'COPY_CODE', text: 'Copy code' }] },
    ],
  });
  const fields = fieldsOf(code);
  expect(fields.filter((field) => !field.mirrors)).toHaveLength(1);
  expect(templateMessage(code, fields, { 'body.1': '123456' }).message.components).toEqual([
    { type: 'body', parameters: [{ type: 'text', text: '123456' }] },
    { type: 'button', sub_type: 'url', index: '0', parameters: [{ type: 'text', text: '123456' }] },
  ]);
});
