// THE LIST of message kinds with what each one says, read from the wire. A kind that cannot be read is drawn as unknown, never as an error.
import { type InteractiveContent, readInteractive } from './interactive';
import { type LocationContent, readLocation } from './location';
import { type PlainContent, plainReaders } from './plain-content';
import { fields, isFields, json, list, number, text } from './read';
import { readTemplate, type TemplateContent } from './template';

export type { MediaContent } from './plain-content';

export interface ContactCard {
  name: string;
  organization: string | null;
  birthday: string | null;
  phones: { value: string; waId: string | null; kind: string | null }[];
  emails: { value: string; kind: string | null }[];
  addresses: string[];
  urls: string[];
  /** It answers our question for the phone number. */
  asked: boolean;
}
export interface OrderContent {
  text: string | null;
  items: { id: string; quantity: number; price: number | null; currency: string | null }[];
}
export interface UnsupportedContent {
  kind: string | null;
  reason: string | null;
}

export interface CardContent {
  contacts: { cards: ContactCard[] };
  interactive: InteractiveContent;
  location: LocationContent;
  order: OrderContent;
  template: TemplateContent;
  unsupported: UnsupportedContent;
}
export type CardKind = keyof CardContent;
export type ContentByKind = PlainContent & CardContent;
export type MessageKind = keyof ContentByKind;

export const cardReaders: { [K in CardKind]: (content: unknown) => CardContent[K] | null } = {
  contacts: readContacts,
  interactive: readInteractive,
  location: readLocation,
  order: readOrder,
  template: readTemplate,
  unsupported: readUnsupported,
};

export const readers: { [K in MessageKind]: (content: unknown) => ContentByKind[K] | null } = {
  ...plainReaders,
  ...cardReaders,
};

export function isCardKind(kind: string): kind is CardKind {
  return Object.hasOwn(cardReaders, kind);
}

export function isMessageKind(kind: string): kind is MessageKind {
  return Object.hasOwn(readers, kind);
}

function readContacts(content: unknown): { cards: ContactCard[] } | null {
  const cards = list(Array.isArray(content) ? content : fields(content).contacts);
  return cards.length === 0 ? null : { cards: cards.map(readCard) };
}

function readCard(card: unknown): ContactCard {
  const { name, org, birthday, phones, emails, addresses, urls, origin } = fields(card);
  const names = fields(name);
  const assembled = [names.first_name, names.last_name].map(text).filter(Boolean).join(' ');
  const company = text(fields(org).company);
  const numbers = list(phones).flatMap((entry) => {
    const { phone, wa_id, type } = fields(entry);
    const value = text(phone) ?? text(wa_id);
    return value === null ? [] : [{ value, waId: text(wa_id), kind: text(type) }];
  });
  const called = text(names.formatted_name) ?? (assembled || null);
  return {
    name: called ?? company ?? numbers[0]?.value ?? '',
    organization:
      [called === null ? null : company, text(fields(org).department), text(fields(org).title)]
        .filter(Boolean)
        .join(' · ') || null,
    birthday: text(birthday),
    phones: numbers,
    emails: list(emails).flatMap((entry) => {
      const value = text(fields(entry).email);
      return value === null ? [] : [{ value, kind: text(fields(entry).type) }];
    }),
    addresses: list(addresses).flatMap((entry) => {
      const { street, city, state, zip, country } = fields(entry);
      const line = [street, [text(zip), text(city)].filter(Boolean).join(' '), state, country]
        .map(text)
        .filter(Boolean);
      return line.length === 0 ? [] : [line.join(', ')];
    }),
    urls: list(urls).flatMap((entry) => text(fields(entry).url) ?? []),
    asked: origin === 'contact_request',
  };
}

function readOrder(content: unknown): OrderContent | null {
  if (!isFields(content)) return null;
  return {
    text: text(content.text),
    items: list(content.product_items).map((entry) => {
      const item = fields(entry);
      return {
        id: text(item.product_retailer_id) ?? '?',
        quantity: number(item.quantity) ?? 1,
        price: number(item.item_price),
        currency: text(item.currency),
      };
    }),
  };
}

function readUnsupported(content: unknown): UnsupportedContent {
  const { type, errors } = fields(json(content));
  const first = fields(list(errors)[0]);
  return {
    kind: text(type),
    reason: text(fields(first.error_data).details) ?? text(first.message) ?? text(first.title),
  };
}
