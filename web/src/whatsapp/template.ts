// A template message as it was filled: from the rendered form, or from the wire's parameters put into the template's definition.
import type { components } from '~/generated/api';
import { type Header, readHeader } from './interactive';
import { type LocationContent, readLocation } from './location';
import { type Fields, fields, isFields, list, number, text } from './read';

export type TemplateView = components['schemas']['TemplateView'];

export interface TemplateButton {
  index: number;
  kind: string;
  label: string;
  /** Where a link button leads, the number a call button dials, or the code it copies. */
  value: string | null;
  payload: string | null;
}
export interface TemplateCard {
  header: Header | null;
  body: string | null;
  buttons: TemplateButton[];
}
export interface TemplateContent extends TemplateCard {
  name: string;
  language: string;
  category: string | null;
  footer: string | null;
  location: LocationContent | null;
  cards: TemplateCard[];
  /** A limited-time offer: its words, and when it ends (unix milliseconds). */
  offer: { text: string; until: number | null } | null;
  /** What was put in, to show when the text itself is not known. */
  parameters: string[];
  /** The text is not known yet: only name and parameters are. */
  bare: boolean;
}

/** Values put into a text stand between these two, so that the screen can mark them. They never come from outside. */
export const VALUE_START = '\uE000';
export const VALUE_END = '\uE001';

export function readTemplate(content: unknown): TemplateContent | null {
  const { name, language } = fields(content);
  const title = text(name);
  if (title === null) return null;
  const code = text(language) ?? text(fields(language).code) ?? '';
  const base = { name: title, language: code.replace('-', '_') };
  return isRendered(fields(content)) ? rendered(base, fields(content)) : unfilled(base, fields(content));
}

/** Puts the parameters of a sent template into its definition. A rendered one stays as it is. */
export function fill(content: unknown, definition: TemplateView): TemplateContent | null {
  const sent = readTemplate(content);
  if (!sent?.bare) return sent;
  const given = list(fields(content).components);
  const carousel = list(fields(given.find((component) => kindOf(component) === 'carousel')).cards);
  const cards = componentOf(definition.components, 'carousel')?.cards;
  return {
    ...sent,
    ...fillCard(definition.components, given),
    category: definition.category,
    footer: footerOf(definition.components),
    offer: offerOf(definition.components, given),
    cards: list(cards).map((card, index) =>
      fillCard(list(fields(card).components), list(fields(carousel[index]).components)),
    ),
    bare: false,
  };
}

function isRendered(content: Fields): boolean {
  return typeof content.body === 'string' || isFields(content.header) || Array.isArray(content.buttons);
}

function rendered(base: { name: string; language: string }, content: Fields): TemplateContent {
  const header = fields(content.header);
  return {
    ...base,
    ...renderedCard(content),
    category: text(content.category),
    footer: text(content.footer),
    location: header.format === 'LOCATION' ? readLocation(header.location) : null,
    cards: list(content.cards).map((card) => renderedCard(fields(card))),
    offer: readOffer(content.offer),
    parameters: [],
    bare: false,
  };
}

function renderedCard(content: Fields): TemplateCard {
  const header = fields(content.header);
  const format = text(header.format)?.toLowerCase();
  return {
    header: readHeader({ ...header, type: format === 'gif' ? 'video' : format }),
    body: text(content.body),
    buttons: list(content.buttons).map((button, index) => {
      const { index: at, type, text: label, url, payload, phone_number, code } = fields(button);
      return {
        index: number(at) ?? index,
        kind: text(type) ?? 'QUICK_REPLY',
        label: text(label) ?? '',
        value: text(url) ?? text(phone_number) ?? text(code),
        payload: text(payload),
      };
    }),
  };
}

function unfilled(base: { name: string; language: string }, content: Fields): TemplateContent {
  const components = list(content.components);
  const header = components.find((component) => kindOf(component) === 'header');
  return {
    ...base,
    category: null,
    header: headerGiven(header),
    location: locationGiven(header),
    body: null,
    footer: null,
    buttons: [],
    cards: [],
    offer: null,
    parameters: components.flatMap((component) =>
      list(fields(component).parameters).flatMap((one) => parameterText(one) ?? []),
    ),
    bare: true,
  };
}

function fillCard(definition: readonly unknown[], given: readonly unknown[]): TemplateCard {
  const header = componentOf(definition, 'header');
  const headerSent = given.find((component) => kindOf(component) === 'header');
  const bodySent = given.find((component) => kindOf(component) === 'body');
  const body = text(componentOf(definition, 'body')?.text);
  const line = text(header?.text);
  return {
    header:
      headerGiven(headerSent) ??
      (line === null ? null : { text: put(line, fields(headerSent).parameters), media: null }),
    body: body === null ? null : put(body, fields(bodySent).parameters),
    buttons: list(componentOf(definition, 'buttons')?.buttons).map((button, index) =>
      fillButton(fields(button), index, given),
    ),
  };
}

function fillButton(button: Fields, index: number, given: readonly unknown[]): TemplateButton {
  const sent = given.find((component) => kindOf(component) === 'button' && number(fields(component).index) === index);
  const first = fields(list(fields(sent).parameters)[0]);
  const url = text(button.url);
  return {
    index,
    kind: text(button.type) ?? 'QUICK_REPLY',
    label: text(button.text) ?? '',
    value:
      url === null
        ? (text(first.coupon_code) ?? text(button.phone_number))
        : url.replace(/\{\{[^}]*\}\}/, text(first.text) ?? ''),
    payload: text(first.payload),
  };
}

/** {{1}} and {{name}} become values, marked as such. What was not given stays visible. */
function put(line: string, parameters: unknown): string {
  const given = list(parameters);
  return line.replace(/\{\{\s*([^{}\s]+)\s*\}\}/g, (whole, key: string) => {
    const named = given.find((parameter) => fields(parameter).parameter_name === key);
    const value = parameterText(named ?? given[Number(key) - 1]);
    return value === null ? whole : `${VALUE_START}${value.replace(/[\uE000\uE001]/g, '')}${VALUE_END}`;
  });
}

function parameterText(parameter: unknown): string | null {
  const { type, text: value, currency, date_time, payload, coupon_code } = fields(parameter);
  switch (type) {
    case 'text':
      return text(value);
    case 'currency':
      return text(fields(currency).fallback_value);
    case 'date_time':
      return text(fields(date_time).fallback_value);
    case 'payload':
      return text(payload);
    case 'coupon_code':
      return text(coupon_code);
    default:
      return null;
  }
}

function headerGiven(component: unknown): Header | null {
  return (
    list(fields(component).parameters)
      .map(readHeader)
      .find((header) => header?.media) ?? null
  );
}

function locationGiven(component: unknown): LocationContent | null {
  return readLocation(
    list(fields(component).parameters)
      .map((one) => fields(one).location)
      .find(isFields),
  );
}

/** Authentication templates write their own foot. */
function footerOf(definition: readonly unknown[]): string | null {
  return text(componentOf(definition, 'footer')?.text);
}

function offerOf(definition: readonly unknown[], given: readonly unknown[]): TemplateContent['offer'] {
  const offer = fields(componentOf(definition, 'limited_time_offer')?.limited_time_offer);
  const sent = given.find((component) => kindOf(component) === 'limited_time_offer');
  const end = fields(fields(list(fields(sent).parameters)[0]).limited_time_offer).expiration_time_ms;
  return readOffer({ text: offer.text, expires_at: end });
}

function readOffer(value: unknown): TemplateContent['offer'] {
  const { text: words, expires_at } = fields(value);
  const said = text(words);
  return said === null ? null : { text: said, until: number(expires_at) };
}

function kindOf(component: unknown): string | null {
  return text(fields(component).type)?.toLowerCase() ?? null;
}

function componentOf(components: readonly unknown[], kind: string): Fields | null {
  const found = components.find((component) => kindOf(component) === kind);
  return found === undefined ? null : fields(found);
}
