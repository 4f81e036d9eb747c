// A template while it is written: what the form holds, how it becomes the body of Meta's call, and how a template becomes a form again.
import type { MessageTemplate, TemplateDefinition } from '~/api/templates';
import { type Fields, fields, list, text } from '~/whatsapp/read';

export type HeaderFormat = 'NONE' | 'TEXT' | 'IMAGE' | 'VIDEO' | 'DOCUMENT' | 'LOCATION' | 'PRODUCT';
export type ButtonKind =
  | 'QUICK_REPLY'
  | 'URL'
  | 'PHONE_NUMBER'
  | 'COPY_CODE'
  | 'FLOW'
  | 'VOICE_CALL'
  | 'CATALOG'
  | 'MPM'
  | 'SPM'
  | 'REQUEST_CONTACT_INFO'
  /** One that the form has no questions for: it goes back to Meta as it came. */
  | 'OTHER';
export type OtpKind = 'COPY_CODE' | 'ONE_TAP' | 'ZERO_TAP';

/** A sample file: its handle at Meta, and how it looks here. */
export interface Sample {
  handle: string;
  name: string;
  url: string;
}

export interface Words {
  text: string;
  /** By the variable's name or number. */
  samples: Record<string, string>;
}

export interface HeaderDraft extends Words {
  format: HeaderFormat;
  file: Sample | null;
}

export interface ButtonDraft {
  key: string;
  kind: ButtonKind;
  text: string;
  /** Address, number, code, or id of a WhatsApp Flow. */
  value: string;
  /** The address as a contact would get it. */
  sample: string;
  /** As Meta gave it, where the form has no questions. */
  whole?: Fields;
}

export interface CardDraft {
  key: string;
  header: HeaderDraft;
  body: Words;
  buttons: ButtonDraft[];
}

export interface Draft {
  name: string;
  language: string;
  category: string;
  named: boolean;
  /** Seconds, as typed; empty is Meta's own. */
  ttl: string;
  header: HeaderDraft;
  offer: { text: string; expires: boolean } | null;
  body: Words;
  footer: string;
  buttons: ButtonDraft[];
  cards: CardDraft[];
  code: { warn: boolean; minutes: string; kind: OtpKind; label: string; app: string; hash: string; terms: boolean };
}

let made = 0;
export const freshKey = () => `k${++made}`;

export const noHeader = (format: HeaderFormat = 'NONE'): HeaderDraft => ({ format, text: '', samples: {}, file: null });

export const newButton = (kind: ButtonKind): ButtonDraft => ({
  key: freshKey(),
  kind,
  text: '',
  value: '',
  sample: '',
});

export const newCard = (): CardDraft => ({
  key: freshKey(),
  header: noHeader('IMAGE'),
  body: { text: '', samples: {} },
  buttons: [newButton('QUICK_REPLY')],
});

export const emptyDraft = (): Draft => ({
  name: '',
  language: 'en_US',
  category: 'UTILITY',
  named: false,
  ttl: '',
  header: noHeader(),
  offer: null,
  body: { text: '', samples: {} },
  footer: '',
  buttons: [],
  cards: [],
  code: { warn: true, minutes: '10', kind: 'COPY_CODE', label: '', app: '', hash: '', terms: false },
});

/** The variables of a text in the order they appear, each once. */
export function variables(line: string): string[] {
  return [...new Set([...line.matchAll(/\{\{\s*([^{}\s]+)\s*\}\}/g)].flatMap((found) => found[1] ?? []))];
}

/** The next variable to insert: the number after the last, or a name nobody uses yet. */
export function nextVariable(line: string, named: boolean): string {
  const used = variables(line);
  if (!named) return `{{${used.filter((name) => /^\d+$/.test(name)).length + 1}}}`;
  let index = used.length + 1;
  while (used.includes(`value_${index}`)) index += 1;
  return `{{value_${index}}}`;
}

type Part = Record<string, unknown>;

/** The body of Meta's call, and what each of its components is called here, by place. */
export function definitionOf(draft: Draft): { definition: TemplateDefinition; places: string[] } {
  const parts: [string, Part | null][] =
    draft.category === 'AUTHENTICATION'
      ? [
          ['body', { type: 'BODY', add_security_recommendation: draft.code.warn }],
          [
            'footer',
            draft.code.minutes === '' ? null : { type: 'FOOTER', code_expiration_minutes: Number(draft.code.minutes) },
          ],
          ['buttons', { type: 'BUTTONS', buttons: [otp(draft.code)] }],
        ]
      : [
          ['header', headerPart(draft.header, draft.named)],
          [
            'offer',
            draft.offer && {
              type: 'LIMITED_TIME_OFFER',
              limited_time_offer: { text: draft.offer.text, has_expiration: draft.offer.expires },
            },
          ],
          ['body', bodyPart(draft.body, draft.named)],
          ['footer', draft.footer === '' ? null : { type: 'FOOTER', text: draft.footer }],
          ['buttons', buttonsPart(draft.buttons)],
          [
            'carousel',
            draft.cards.length === 0
              ? null
              : { type: 'CAROUSEL', cards: draft.cards.map((card) => cardPart(card, draft.named)) },
          ],
        ];
  const kept = parts.flatMap(([place, part]) => (part === null ? [] : [{ place, part }]));
  const seconds = Number(draft.ttl);
  return {
    definition: {
      name: draft.name,
      language: draft.language,
      category: draft.category,
      ...(draft.named && draft.category !== 'AUTHENTICATION' && { parameter_format: 'NAMED' }),
      components: kept.map(({ part }) => part),
      ...(draft.ttl !== '' && Number.isFinite(seconds) && { message_send_ttl_seconds: Math.trunc(seconds) }),
    },
    places: kept.map(({ place }) => place),
  };
}

/** `/components/2/buttons/0/url` → `buttons/buttons/0/url`; `/name` → `name`. */
export function placeOf(pointer: string, places: readonly string[]): string {
  const found = /^\/components\/(\d+)(.*)$/.exec(pointer);
  const place = found ? places[Number(found[1])] : undefined;
  return place === undefined ? pointer.replace(/^\//, '') : `${place}${found?.[2] ?? ''}`;
}

function headerPart(header: HeaderDraft, named: boolean): Part | null {
  switch (header.format) {
    case 'NONE':
      return null;
    case 'TEXT':
      return { type: 'HEADER', format: 'TEXT', text: header.text, ...examples('header', header, named) };
    case 'LOCATION':
    case 'PRODUCT':
      return { type: 'HEADER', format: header.format };
    default:
      return {
        type: 'HEADER',
        format: header.format,
        ...(header.file && { example: { header_handle: [header.file.handle] } }),
      };
  }
}

function bodyPart(body: Words, named: boolean): Part {
  return { type: 'BODY', text: body.text, ...examples('body', body, named) };
}

function examples(of: 'header' | 'body', words: Words, named: boolean): Part {
  const names = variables(words.text);
  if (names.length === 0) return {};
  const sample = (name: string) => words.samples[name] ?? '';
  if (named)
    return {
      example: { [`${of}_text_named_params`]: names.map((name) => ({ param_name: name, example: sample(name) })) },
    };
  const values = names.map(sample);
  return { example: { [`${of}_text`]: of === 'body' ? [values] : values } };
}

function buttonsPart(buttons: readonly ButtonDraft[]): Part | null {
  return buttons.length === 0 ? null : { type: 'BUTTONS', buttons: buttons.map(buttonPart) };
}

function buttonPart({ kind, text: label, value, sample, whole }: ButtonDraft): Part {
  switch (kind) {
    case 'OTHER':
      return { ...whole };
    case 'URL':
      return { type: kind, text: label, url: value, ...(value.includes('{{') && { example: [sample] }) };
    case 'PHONE_NUMBER':
      return { type: kind, text: label, phone_number: value };
    case 'COPY_CODE':
      return { type: kind, example: value };
    case 'FLOW':
      return { type: kind, text: label, flow_id: value };
    case 'VOICE_CALL':
      return { type: kind, text: label, ...(value !== '' && { ttl_minutes: Number(value) }) };
    default:
      return { type: kind, text: label };
  }
}

function cardPart(card: CardDraft, named: boolean): Part {
  const parts = [
    headerPart(card.header, named),
    card.body.text === '' ? null : bodyPart(card.body, named),
    buttonsPart(card.buttons),
  ];
  return { components: parts.filter((part) => part !== null) };
}

function otp({ kind, label, app, hash, terms }: Draft['code']): Part {
  return {
    type: 'OTP',
    otp_type: kind,
    ...(label !== '' && { text: label }),
    ...(kind !== 'COPY_CODE' && { supported_apps: [{ package_name: app, signature_hash: hash }] }),
    ...(kind === 'ZERO_TAP' && { zero_tap_terms_accepted: terms }),
  };
}

/** A template as a form: to change it, or to write it in another language. */
export function draftOf(template: MessageTemplate): Draft {
  const parts = list(template.components).map(fields);
  const part = (kind: string) => parts.find((one) => text(one.type)?.toUpperCase() === kind) ?? {};
  const named = template.parameter_format === 'NAMED';
  const offer = fields(part('LIMITED_TIME_OFFER').limited_time_offer);
  const buttons = list(part('BUTTONS').buttons).map(fields);
  return {
    ...emptyDraft(),
    name: template.name,
    language: template.language,
    category: template.category,
    named,
    ttl: template.message_send_ttl_seconds ? String(template.message_send_ttl_seconds) : '',
    header: headerOf(part('HEADER')),
    offer: text(offer.text) === null ? null : { text: text(offer.text) ?? '', expires: offer.has_expiration === true },
    body: wordsOf('body', part('BODY')),
    footer: text(part('FOOTER').text) ?? '',
    buttons: buttons.map(buttonOf),
    cards: list(part('CAROUSEL').cards).map((card) => cardOf(list(fields(card).components).map(fields))),
    code: codeOf(part('BODY'), part('FOOTER'), buttons[0] ?? {}),
  };
}

function headerOf(part: Fields): HeaderDraft {
  const format = formatOf(text(part.format)?.toUpperCase());
  const handle = text(list(fields(part.example).header_handle)[0]);
  return {
    ...wordsOf('header', part),
    format,
    // Meta shows an address instead of the handle, and takes only handles: the file must be uploaded again.
    file: handle === null ? null : { handle, name: '', url: handle.startsWith('http') ? handle : '' },
  };
}

function formatOf(word: string | undefined): HeaderFormat {
  switch (word) {
    case 'TEXT':
    case 'IMAGE':
    case 'DOCUMENT':
    case 'LOCATION':
    case 'PRODUCT':
      return word;
    case 'VIDEO':
    case 'GIF':
      return 'VIDEO';
    default:
      return 'NONE';
  }
}

function wordsOf(of: 'header' | 'body', part: Fields): Words {
  const line = text(part.text) ?? '';
  const example = fields(part.example);
  const named = list(example[`${of}_text_named_params`]).map(fields);
  const first: unknown = list(example[`${of}_text`])[0];
  const values = Array.isArray(first) ? first : list(example[`${of}_text`]);
  const samples: Record<string, string> = {};
  variables(line).forEach((name, index) => {
    const own = named.find((one) => one.param_name === name);
    samples[name] = text(own?.example) ?? text(values[index]) ?? '';
  });
  return { text: line, samples };
}

function buttonOf(part: Fields): ButtonDraft {
  const example = text(part.example) ?? text(list(part.example)[0]) ?? '';
  const kind = kindOf(text(part.type)?.toUpperCase());
  const value = {
    URL: part.url,
    PHONE_NUMBER: part.phone_number,
    FLOW: part.flow_id,
    VOICE_CALL: part.ttl_minutes,
    COPY_CODE: example,
  };
  const own = Reflect.get(value, kind);
  return {
    ...newButton(kind),
    text: text(part.text) ?? '',
    value: typeof own === 'number' ? String(own) : (text(own) ?? ''),
    sample: kind === 'URL' ? example : '',
    ...(kind === 'OTHER' && { whole: part }),
  };
}

function kindOf(word: string | undefined): ButtonKind {
  switch (word) {
    case 'URL':
    case 'PHONE_NUMBER':
    case 'COPY_CODE':
    case 'FLOW':
    case 'VOICE_CALL':
    case 'CATALOG':
    case 'MPM':
    case 'SPM':
    case 'REQUEST_CONTACT_INFO':
    case 'QUICK_REPLY':
      return word;
    default:
      return 'OTHER';
  }
}

function cardOf(parts: readonly Fields[]): CardDraft {
  const part = (kind: string) => parts.find((one) => text(one.type)?.toUpperCase() === kind) ?? {};
  return {
    key: freshKey(),
    header: headerOf(part('HEADER')),
    body: wordsOf('body', part('BODY')),
    buttons: list(part('BUTTONS').buttons).map((button) => buttonOf(fields(button))),
  };
}

/** Meta shows the button for the code as a link that says which kind it is. */
function codeOf(body: Fields, footer: Fields, button: Fields): Draft['code'] {
  const minutes = footer.code_expiration_minutes;
  const word = text(button.otp_type) ?? /otp_type=(\w+)/.exec(text(button.url) ?? '')?.[1] ?? 'COPY_CODE';
  const app = fields(list(button.supported_apps)[0]);
  return {
    warn: body.add_security_recommendation === true,
    minutes: typeof minutes === 'number' ? String(minutes) : '',
    kind: word === 'ONE_TAP' || word === 'ZERO_TAP' ? word : 'COPY_CODE',
    label: text(button.text) ?? '',
    app: text(app.package_name) ?? '',
    hash: text(app.signature_hash) ?? '',
    terms: button.zero_tap_terms_accepted === true,
  };
}
