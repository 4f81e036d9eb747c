// What an interactive message offers (buttons, list, link, form, products, carousel …) or answers, read from WhatsApp's object.
import { fields, isFields, json, list, number, text } from './read';

export interface Header {
  text: string | null;
  media: {
    kind: 'image' | 'video' | 'document';
    link: string | null;
    id: string | null;
    filename: string | null;
    /** Where the simulator keeps it. */
    url: string | null;
  } | null;
}
export interface Choice {
  id: string;
  title: string;
  description: string | null;
}
export interface Card {
  header: Header | null;
  body: string | null;
  action: Action;
}
/** What a person can do with it. */
export type Action =
  | { kind: 'buttons'; buttons: Choice[] }
  | { kind: 'list'; label: string; sections: { title: string | null; rows: Choice[] }[] }
  | { kind: 'url'; label: string; url: string }
  | { kind: 'flow'; label: string; name: string | null }
  | { kind: 'location_request' }
  | { kind: 'contact_request' }
  | { kind: 'address_request' }
  | { kind: 'call_permission' }
  | { kind: 'call'; label: string | null }
  | { kind: 'catalog'; first: string | null }
  | { kind: 'product'; id: string; catalog: string | null }
  | { kind: 'products'; sections: { title: string | null; ids: string[] }[] }
  | { kind: 'other'; name: string };

export type InteractiveContent =
  | { role: 'choice'; choice: Choice; from: 'button' | 'list' }
  | { role: 'form'; name: string | null; answers: [string, unknown][] }
  | { role: 'call_permission'; accepted: boolean; permanent: boolean; until: number | null }
  | {
      role: 'offer';
      type: string;
      header: Header | null;
      body: string | null;
      footer: string | null;
      action: Action;
      cards: Card[];
    };

export function readInteractive(content: unknown): InteractiveContent | null {
  if (!isFields(content)) return null;
  const type = text(content.type);
  if (type === null) return null;
  switch (type) {
    case 'button_reply':
    case 'list_reply': {
      const choice = readChoice(content[type]);
      return choice && { role: 'choice', choice, from: type === 'button_reply' ? 'button' : 'list' };
    }
    case 'nfm_reply':
      return readForm(content.nfm_reply);
    case 'call_permission_reply':
      return readCallPermission(content.call_permission_reply);
    default:
      return {
        role: 'offer',
        type,
        header: readHeader(content.header),
        body: text(fields(content.body).text),
        footer: text(fields(content.footer).text),
        action: readAction(type, content.action),
        cards: list(fields(content.action).cards).map(readCard),
      };
  }
}

function readChoice(value: unknown): Choice | null {
  const { id, title, description } = fields(value);
  const label = text(title);
  return label === null ? null : { id: text(id) ?? label, title: label, description: text(description) };
}

/** What was filled in; the token is ours, not an answer. */
function readForm(value: unknown): InteractiveContent {
  const { name, response_json } = fields(value);
  const answers = Object.entries(fields(json(response_json))).filter(([key]) => key !== 'flow_token');
  return { role: 'form', name: text(name), answers };
}

function readCallPermission(value: unknown): InteractiveContent {
  const { response, is_permanent, expiration_timestamp } = fields(value);
  const seconds = number(expiration_timestamp);
  return {
    role: 'call_permission',
    accepted: response === 'accept',
    permanent: is_permanent === true,
    until: seconds === null ? null : seconds * 1000,
  };
}

export function readHeader(value: unknown): Header | null {
  const header = fields(value);
  const kind = header.type;
  if (kind === 'image' || kind === 'video' || kind === 'document') {
    const media = { ...fields(header.media), ...fields(header[kind]) };
    const id = text(media.id) ?? text(media.media_id);
    const file: Header['media'] = {
      kind,
      link: text(media.link),
      id,
      filename: text(media.filename),
      url: text(media.url),
    };
    return { text: null, media: file };
  }
  const line = text(header.text);
  return line === null ? null : { text: line, media: null };
}

function readCard(value: unknown): Card {
  const { type, header, body, action } = fields(value);
  const quickReplies = list(fields(action).buttons).length > 0;
  return {
    header: readHeader(header),
    body: text(fields(body).text),
    action: readAction(quickReplies ? 'button' : (text(type) ?? 'cta_url'), action),
  };
}

function readAction(type: string, value: unknown): Action {
  const action = fields(value);
  const parameters = fields(action.parameters);
  switch (type) {
    case 'button':
      return {
        kind: 'buttons',
        buttons: list(action.buttons).flatMap(
          (button) => readChoice(fields(button).reply ?? fields(button).quick_reply) ?? [],
        ),
      };
    case 'list':
      return {
        kind: 'list',
        label: text(action.button) ?? '',
        sections: list(action.sections).map((section) => ({
          title: text(fields(section).title),
          rows: list(fields(section).rows).flatMap((row) => readChoice(row) ?? []),
        })),
      };
    case 'cta_url':
      return { kind: 'url', label: text(parameters.display_text) ?? '', url: text(parameters.url) ?? '' };
    case 'flow':
      return {
        kind: 'flow',
        label: text(parameters.flow_cta) ?? '',
        name: text(parameters.flow_name) ?? text(parameters.flow_id),
      };
    case 'location_request_message':
      return { kind: 'location_request' };
    case 'request_contact_info':
      return { kind: 'contact_request' };
    case 'address_message':
      return { kind: 'address_request' };
    case 'call_permission_request':
      return { kind: 'call_permission' };
    case 'voice_call':
      return { kind: 'call', label: text(parameters.display_text) };
    case 'catalog_message':
      return { kind: 'catalog', first: text(parameters.thumbnail_product_retailer_id) };
    case 'product':
      return { kind: 'product', id: text(action.product_retailer_id) ?? '?', catalog: text(action.catalog_id) };
    case 'product_list':
      return {
        kind: 'products',
        sections: list(action.sections).map((section) => ({
          title: text(fields(section).title),
          ids: list(fields(section).product_items).flatMap((item) => text(fields(item).product_retailer_id) ?? []),
        })),
      };
    default:
      return { kind: 'other', name: type };
  }
}
