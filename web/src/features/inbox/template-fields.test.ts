// A template's questions, and its answers as WhatsApp wants them.
import { describe, expect, it } from 'vitest';
import { template } from '~test/builders';
import { bodyText, fieldsOf, templateMessage } from './template-fields';

describe('positional template', () => {
  const shipped = template();
  const fields = fieldsOf(shipped);
  const values = { 'body.1': 'Elif', 'body.2': '#48213', 'button.0': '48213' };

  it('asks for each variable once, with its example', () => {
    expect(fields.map(({ key, example }) => [key, example])).toEqual([
      ['body.1', 'Amara'],
      ['body.2', '#48213'],
      ['button.0', ''],
    ]);
  });

  it('makes the wire form', () => {
    expect(templateMessage(shipped, fields, values)).toEqual({
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
    const values = { header: 'https://example.com/a.png', 'body.first_name': 'Elif', 'button.1': 'PRISM10' };
    expect(templateMessage(offer, fields, values).components).toEqual([
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
  expect(templateMessage(plain, [], {})).not.toHaveProperty('components');
});
