// What samples are made of: a message with only what matters said, a file, a picture, a sound.
import type { MediaView, MessageView } from '../message';
import { noLook } from '../no-look';

export const NOW = Date.parse('2026-11-22T18:00:00.000Z');
let count = 0;

/** A message, with only what matters said. */
export function sample(parts: Partial<MessageView> & Pick<MessageView, 'kind' | 'content'>): MessageView {
  count += 1;
  const inbound = (parts.direction ?? 'inbound') === 'inbound';
  const at = new Date(NOW + count * 60_000).toISOString();
  return {
    id: `msg_${String(count).padStart(4, '0')}`,
    conversation_id: 'cnv_1',
    wamid: `wamid.${count}`,
    direction: 'inbound',
    author: inbound
      ? { kind: 'contact', id: null, name: null, run: null }
      : { kind: 'agent', id: 'usr_1', name: 'Priya', run: null },
    preview: '',
    reply_to: null,
    referral: null,
    context: null,
    media: null,
    submission: null,
    reactions: [],
    status: inbound ? 'received' : 'read',
    status_at: at,
    error: null,
    sent_at: at,
    edited_at: null,
    revoked_at: null,
    undo_until: null,
    duplicated_at: null,
    created_at: at,
    ...parts,
  };
}

export function file(parts: Partial<MediaView> = {}): MediaView {
  return {
    id: 'med_1',
    state: 'ready',
    mime_type: 'image/png',
    filename: null,
    size: null,
    ...noLook,
    url: picture('#3aa', '#f6a'),
    error: null,
    ...parts,
  };
}

/** A small picture made of two colours. */
export function picture(from: string, to: string): string {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 300"><defs><linearGradient id="g" x2="1" y2="1"><stop stop-color="${from}"/><stop offset="1" stop-color="${to}"/></linearGradient></defs><rect width="400" height="300" fill="url(#g)"/><circle cx="290" cy="90" r="42" fill="#fff" opacity=".8"/><path d="M0 300 130 150l90 90 60-50 120 110z" fill="#0b2b33" opacity=".55"/></svg>`;
  return `data:image/svg+xml,${encodeURIComponent(svg)}`;
}

/** Two seconds of a soft tone, as a sound file. */
export function tone(): string {
  const rate = 8000;
  const samples = rate * 2;
  const bytes = new Uint8Array(44 + samples);
  const view = new DataView(bytes.buffer);
  const word = (at: number, text: string) => bytes.set(new TextEncoder().encode(text), at);
  word(0, 'RIFF');
  view.setUint32(4, 36 + samples, true);
  word(8, 'WAVEfmt ');
  view.setUint32(16, 16, true);
  view.setUint16(20, 1, true);
  view.setUint16(22, 1, true);
  view.setUint32(24, rate, true);
  view.setUint32(28, rate, true);
  view.setUint16(32, 1, true);
  view.setUint16(34, 8, true);
  word(36, 'data');
  view.setUint32(40, samples, true);
  for (let index = 0; index < samples; index += 1)
    bytes[44 + index] = 128 + 24 * Math.sin((index / rate) * 2 * Math.PI * 440);
  return `data:audio/wav;base64,${btoa(String.fromCharCode(...bytes))}`;
}

export interface Example {
  title: string;
  messages: MessageView[];
}

export const text = (body: string, parts: Partial<MessageView> = {}) =>
  sample({ kind: 'text', content: { body }, ...parts });
export const out = (parts: Partial<MessageView> & Pick<MessageView, 'kind' | 'content'>) =>
  sample({ direction: 'outbound', ...parts });
export const said = (body: string, parts: Partial<MessageView> = {}) =>
  text(body, {
    direction: 'outbound',
    author: { kind: 'agent', id: 'usr_1', name: 'Priya', run: null },
    status: 'read',
    ...parts,
  });
export const offer = (content: object, parts: Partial<MessageView> = {}) =>
  out({ kind: 'interactive', content, ...parts });
