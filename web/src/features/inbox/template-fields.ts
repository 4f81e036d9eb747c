// What a template wants to be told before it can be sent: one field for each blank of its header, words, buttons, offer and cards.
import type { Template } from '~/api/schema';
import { type Fields, fields, list, text } from '~/whatsapp/read';

export type FieldKind =
  | 'text'
  | 'image'
  | 'video'
  | 'gif'
  | 'document'
  | 'location'
  | 'product'
  | 'url'
  | 'code'
  | 'payload'
  | 'end'
  | 'flow_token'
  | 'products'
  | 'minutes';

export interface TemplateField {
  /** Unique in the form, and the member of its values. */
  key: string;
  place: 'header' | 'body' | 'button' | 'offer';
  kind: FieldKind;
  /** `1`, or the name of a named parameter. */
  name: string;
  /** Meta's example value. */
  example: string;
  /** Which button. */
  index?: number;
  /** The button's label. */
  button?: string;
  /** Which card of a carousel. */
  card?: number;
  /** May stay empty: its component is left out then. */
  optional?: boolean;
  /** Takes the value of another field (a one-time code stands in the words and in the button). */
  mirrors?: string;
}

export type Values = Readonly<Record<string, unknown>>;

export function fieldsOf(template: Template): TemplateField[] {
  const isCode = template.category === 'AUTHENTICATION';
  return [
    ...partsOf(template.components, '', isCode),
    ...list(componentOf(template.components, 'CAROUSEL').cards).flatMap((card, index) =>
      partsOf(list(fields(card).components), `card.${index}.`, false).map((field) => ({ ...field, card: index })),
    ),
  ];
}

/** The body as the contact will read it, for the list and the search. */
export function bodyText(template: Template, own: readonly TemplateField[], values: Values): string {
  return (text(componentOf(template.components, 'BODY').text) ?? '').replace(variable, (whole, name: string) => {
    const field = own.find((one) => one.place === 'body' && one.card === undefined && one.name === name);
    return (field && text(values[field.key])) || whole;
  });
}

export const isFile = (kind: FieldKind): kind is 'image' | 'video' | 'gif' | 'document' =>
  kind === 'image' || kind === 'video' || kind === 'gif' || kind === 'document';

const variable = /\{\{\s*([\w]+)\s*\}\}/g;

function partsOf(components: readonly unknown[], prefix: string, isCode: boolean): TemplateField[] {
  return components.flatMap((raw): TemplateField[] => {
    const component = fields(raw);
    switch (text(component.type)?.toUpperCase()) {
      case 'HEADER':
        return headerFields(component, prefix);
      case 'BODY': {
        // Meta writes the words of codes; the blank is there all the same.
        const words = text(component.text) ?? (isCode ? '{{1}}' : '');
        return textFields('body', words, examplesOf(component, 'body_text'), prefix);
      }
      case 'LIMITED_TIME_OFFER':
        return fields(component.limited_time_offer).has_expiration === true
          ? [{ key: `${prefix}offer`, place: 'offer', kind: 'end', name: '1', example: '' }]
          : [];
      case 'BUTTONS':
        return list(component.buttons).flatMap((button, index) => buttonFields(fields(button), index, prefix, isCode));
      default:
        return [];
    }
  });
}

function headerFields(component: Fields, prefix: string): TemplateField[] {
  const format = (text(component.format) ?? 'TEXT').toLowerCase();
  switch (format) {
    case 'image':
    case 'video':
    case 'gif':
    case 'document':
    case 'location':
    case 'product':
      return [{ key: `${prefix}header`, place: 'header', kind: format, name: format, example: '' }];
    default:
      return textFields('header', text(component.text) ?? '', examplesOf(component, 'header_text'), prefix);
  }
}

function textFields(
  place: 'header' | 'body',
  words: string,
  examples: ReadonlyMap<string, string>,
  prefix: string,
): TemplateField[] {
  const names = [...new Set([...words.matchAll(variable)].flatMap(([, name]) => name ?? []))];
  return names.map((name) => ({
    key: `${prefix}${place}.${name}`,
    place,
    kind: 'text',
    name,
    example: examples.get(name) ?? '',
  }));
}

function buttonFields(button: Fields, index: number, prefix: string, isCode: boolean): TemplateField[] {
  const kind = text(button.type)?.toUpperCase() ?? '';
  const address = text(button.url) ?? '';
  const example = text(list(button.example)[0]) ?? text(button.example) ?? '';
  const base = {
    key: `${prefix}button.${index}`,
    place: 'button' as const,
    name: '1',
    index,
    button: text(button.text) ?? '',
  };
  switch (kind) {
    case 'COPY_CODE':
      return [{ ...base, kind: 'code', example }];
    case 'OTP':
      return [{ ...base, kind: 'url', example: '', mirrors: 'body.1' }];
    case 'URL':
      if (!address.includes('{{')) return [];
      return isCode
        ? [{ ...base, kind: 'url', example: '', mirrors: 'body.1' }]
        : [{ ...base, kind: 'url', example: suffixOf(address, example) }];
    case 'QUICK_REPLY':
      return [{ ...base, kind: 'payload', example: base.button, optional: true }];
    case 'FLOW':
      return [{ ...base, kind: 'flow_token', example: 'unused', optional: true }];
    case 'MPM':
      return [{ ...base, kind: 'products', example: 'sku-1, sku-2' }];
    case 'CATALOG':
      return [{ ...base, kind: 'product', example: '', optional: true }];
    case 'VOICE_CALL':
      return [{ ...base, kind: 'minutes', example: '10080', optional: true }];
    default:
      return [];
  }
}

/** https://e.example/t/{{1}} with the example https://e.example/t/42 → 42 */
function suffixOf(address: string, example: string): string {
  const before = address.slice(0, address.indexOf('{{'));
  return example.startsWith(before) ? example.slice(before.length) : example;
}

/** Meta gives examples as `[["a","b"]]`, `["a"]`, or named as `[{param_name, example}]`. */
function examplesOf(component: Fields, key: string): ReadonlyMap<string, string> {
  const example = fields(component.example);
  const plain = list(example[key]);
  const flat = Array.isArray(plain[0]) ? plain[0] : plain;
  const positional = flat.map((value, index): [string, string] => [String(index + 1), text(value) ?? '']);
  const named = list(example[`${key}_named_params`]).map((entry): [string, string] => [
    text(fields(entry).param_name) ?? '',
    text(fields(entry).example) ?? '',
  ]);
  return new Map([...positional, ...named]);
}

export function componentOf(components: readonly unknown[], kind: string): Fields {
  return fields(components.find((component) => text(fields(component).type)?.toUpperCase() === kind));
}
