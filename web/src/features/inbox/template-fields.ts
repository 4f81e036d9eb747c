// What a template wants to be told before it can be sent, and the wire form of the answers.
import type { Template } from '~/api/schema';

export interface TemplateField {
  /** Unique in the form. */
  key: string;
  place: 'header' | 'body' | 'button';
  kind: 'text' | 'image' | 'video' | 'document' | 'url' | 'code';
  /** `1`, or the name of a named parameter. */
  name: string;
  /** Meta's example value. */
  example: string;
  /** Which button. */
  index?: number;
  /** The button's label. */
  button?: string;
}

type Values = Readonly<Record<string, string>>;

export function fieldsOf(template: Template): TemplateField[] {
  return template.components.flatMap((raw): TemplateField[] => {
    const component = record(raw);
    switch (string(component.type).toUpperCase()) {
      case 'HEADER':
        return headerFields(component);
      case 'BODY':
        return textFields('body', string(component.text), examplesOf(component, 'body_text'));
      case 'BUTTONS':
        return array(component.buttons).flatMap((button, index) => buttonFields(record(button), index));
      default:
        return [];
    }
  });
}

/** The `template` object of the message. */
export function templateMessage(template: Template, fields: readonly TemplateField[], values: Values) {
  const named = template.parameter_format?.toUpperCase() === 'NAMED';
  const text = (field: TemplateField) => ({
    type: 'text',
    ...(named && { parameter_name: field.name }),
    text: values[field.key] ?? '',
  });
  const header = fields.filter((field) => field.place === 'header');
  const body = fields.filter((field) => field.place === 'body');
  const buttons = fields.filter((field) => field.place === 'button');
  const components = [
    ...(header.length > 0
      ? [{ type: 'header', parameters: header.map((field) => (isMedia(field) ? link(field, values) : text(field))) }]
      : []),
    ...(body.length > 0 ? [{ type: 'body', parameters: body.map(text) }] : []),
    ...buttons.map((field) => ({
      type: 'button',
      sub_type: field.kind === 'code' ? 'copy_code' : 'url',
      index: String(field.index),
      parameters: [
        field.kind === 'code'
          ? { type: 'coupon_code', coupon_code: values[field.key] ?? '' }
          : { type: 'text', text: values[field.key] ?? '' },
      ],
    })),
  ];
  return {
    name: template.name,
    language: { code: template.language },
    ...(components.length > 0 && { components }),
  };
}

/** The body as the contact will read it, for the list and the search. */
export function bodyText(template: Template, fields: readonly TemplateField[], values: Values): string {
  const body = template.components.map(record).find((component) => string(component.type).toUpperCase() === 'BODY');
  const own = fields.filter((field) => field.place === 'body');
  return string(body?.text).replace(variable, (whole, name: string) => {
    const field = own.find((one) => one.name === name);
    return (field && values[field.key]) || whole;
  });
}

const variable = /\{\{\s*([\w]+)\s*\}\}/g;

function headerFields(component: Record<string, unknown>): TemplateField[] {
  const format = string(component.format).toLowerCase();
  if (format === 'image' || format === 'video' || format === 'document') {
    return [{ key: 'header', place: 'header', kind: format, name: format, example: '' }];
  }
  return textFields('header', string(component.text), examplesOf(component, 'header_text'));
}

function textFields(place: 'header' | 'body', text: string, examples: ReadonlyMap<string, string>): TemplateField[] {
  const names = [...new Set([...text.matchAll(variable)].flatMap(([, name]) => name ?? []))];
  return names.map((name) => ({
    key: `${place}.${name}`,
    place,
    kind: 'text',
    name,
    example: examples.get(name) ?? '',
  }));
}

function buttonFields(button: Record<string, unknown>, index: number): TemplateField[] {
  const kind = string(button.type).toUpperCase();
  const label = string(button.text);
  const example = string(array(button.example)[0]) || string(button.example);
  if (kind === 'COPY_CODE')
    return [{ key: `button.${index}`, place: 'button', kind: 'code', name: '1', example, index, button: label }];
  const isDynamic = kind === 'URL' && /\{\{/.test(string(button.url));
  return isDynamic
    ? [{ key: `button.${index}`, place: 'button', kind: 'url', name: '1', example: '', index, button: label }]
    : [];
}

/** Meta gives examples as `[["a","b"]]`, `["a"]`, or named as `[{param_name, example}]`. */
function examplesOf(component: Record<string, unknown>, key: string): ReadonlyMap<string, string> {
  const example = record(component.example);
  const plain = array(example[key]);
  const flat = Array.isArray(plain[0]) ? plain[0] : plain;
  const positional = flat.map((value, index): [string, string] => [String(index + 1), string(value)]);
  const named = array(example[`${key}_named_params`]).map((entry): [string, string] => [
    string(record(entry).param_name),
    string(record(entry).example),
  ]);
  return new Map([...positional, ...named]);
}

function isMedia(field: TemplateField): boolean {
  return field.kind === 'image' || field.kind === 'video' || field.kind === 'document';
}

function link(field: TemplateField, values: Values) {
  return { type: field.kind, [field.kind]: { link: values[field.key] ?? '' } };
}

function record(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? Object.fromEntries(Object.entries(value)) : {};
}

function array(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

function string(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
