// Messages that are mostly words or a file, read from the wire: what every thread is full of, and so loaded with it.
import { fields, isFields, text } from './read';

export interface TextContent {
  body: string;
  /** WhatsApp shows a card of the first address in it. */
  preview: boolean;
}
export interface MediaContent {
  caption: string | null;
  filename: string | null;
  mimeType: string | null;
  voice: boolean;
  animated: boolean;
  /** Sent by address instead of by upload. */
  link: string | null;
}
export interface ReactionContent {
  emoji: string | null;
}
export interface SystemContent {
  kind: string | null;
  body: string | null;
  waId: string | null;
}

export interface PlainContent {
  audio: MediaContent;
  button: { text: string };
  document: MediaContent;
  edit: { original: string | null };
  image: MediaContent;
  media_placeholder: object;
  reaction: ReactionContent;
  revoke: { original: string | null };
  sticker: MediaContent;
  system: SystemContent;
  text: TextContent;
  video: MediaContent;
}
export type PlainKind = keyof PlainContent;

export const plainReaders: { [K in PlainKind]: (content: unknown) => PlainContent[K] | null } = {
  audio: readMedia,
  button: readButton,
  document: readMedia,
  edit: (content) => ({ original: text(fields(content).original_message_id) }),
  image: readMedia,
  media_placeholder: () => ({}),
  reaction: (content) => ({ emoji: text(fields(content).emoji) }),
  revoke: (content) => ({ original: text(fields(content).original_message_id) }),
  sticker: readMedia,
  system: readSystem,
  text: readText,
  video: readMedia,
};

export function isPlainKind(kind: string): kind is PlainKind {
  return Object.hasOwn(plainReaders, kind);
}

function readText(content: unknown): TextContent | null {
  const { body, preview_url } = fields(content);
  return typeof body === 'string' ? { body, preview: preview_url === true } : null;
}

export function readMedia(content: unknown): MediaContent | null {
  if (!isFields(content)) return null;
  return {
    caption: text(content.caption),
    filename: text(content.filename),
    mimeType: text(content.mime_type),
    voice: content.voice === true,
    animated: content.animated === true,
    link: text(content.link),
  };
}

function readButton(content: unknown): { text: string } | null {
  const label = text(fields(content).text) ?? text(fields(content).payload);
  return label === null ? null : { text: label };
}

function readSystem(content: unknown): SystemContent | null {
  if (!isFields(content)) return null;
  return { kind: text(content.type), body: text(content.body), waId: text(content.wa_id) ?? text(content.new_wa_id) };
}
