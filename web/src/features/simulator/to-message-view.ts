// A message on the phone as the shared renderer takes it: seen from the business (the phone is the contact), as every MessageView is.
import { t } from '@lingui/core/macro';
import { plain } from '~/whatsapp/format';
import type { MediaView, MessageStatus, MessageView } from '~/whatsapp/message';
import { noLook } from '~/whatsapp/no-look';
import { fields, text } from '~/whatsapp/read';
import type { PhoneMedia, PhoneMessage, PhoneTicks } from './types';

/** `find` looks a quoted message up in the thread. */
export function toMessageView(message: PhoneMessage, find: (id: string) => PhoneMessage | undefined): MessageView {
  return {
    id: message.id,
    conversation_id: `${message.phone} ${message.number}`,
    wamid: message.id,
    direction: message.from === 'phone' ? 'inbound' : 'outbound',
    author: {
      kind: message.from === 'phone' ? 'contact' : message.via === 'app' ? 'phone_app' : 'api',
      id: null,
      name: null,
      run: null,
    },
    kind: message.type,
    content: contentOf(message),
    preview: previewOf(message),
    reply_to: message.reply_to === null ? null : quoteOf(message.reply_to, find),
    referral: message.came_with?.referral ?? null,
    context: contextOf(message),
    media: mediaOf(message),
    submission: null,
    reactions: message.reactions.map(({ from, emoji }) => ({
      actor: from === 'phone' ? 'contact' : 'business',
      emoji,
      at: message.at,
    })),
    status: statusOf(message.ticks),
    status_at: null,
    error: null,
    sent_at: message.at,
    edited_at: message.edited ? message.at : null,
    revoked_at: message.revoked ? message.at : null,
    undo_until: null,
    duplicated_at: null,
    created_at: message.at,
  };
}

function contextOf({ forwarded, came_with }: PhoneMessage): MessageView['context'] {
  const { catalog_id, product_retailer_id } = fields(came_with?.product);
  const product =
    came_with?.product == null
      ? null
      : { catalog_id: text(catalog_id), product_retailer_id: text(product_retailer_id) };
  const often = came_with?.frequently_forwarded === true;
  return forwarded || often || product ? { forwarded, frequently_forwarded: often, product } : null;
}

/** One line of a message, for quotes and lists. */
export function previewOf(message: PhoneMessage): string {
  if (message.revoked) return t`Deleted message`;
  const content = fields(message.content);
  const said =
    text(content.body) ??
    text(content.caption) ??
    text(fields(content.body).text) ??
    text(content.text) ??
    text(fields(content.button_reply ?? content.list_reply).title) ??
    text(content.name) ??
    message.media?.filename;
  return [iconOf(message), said ? plain(said) : kindName(message)].filter(Boolean).join(' ');
}

function iconOf({ type, media }: PhoneMessage): string | undefined {
  const icons: Record<string, string> = {
    image: '📷',
    video: '🎥',
    document: '📄',
    sticker: '💟',
    location: '📍',
    contacts: '👤',
    order: '🛒',
  };
  return type === 'audio' ? (media?.voice ? '🎤' : '🎵') : icons[type];
}

function kindName({ type, media, content }: PhoneMessage): string {
  const answer = fields(fields(content).call_permission_reply).response;
  if (answer !== undefined) return answer === 'accept' ? t`Calls allowed` : t`Calls refused`;
  const names: Record<string, string> = {
    audio: media?.voice ? t`Voice message` : t`Audio`,
    contacts: t`Contact`,
    document: t`Document`,
    image: t`Photo`,
    interactive: t`Form filled in`,
    location: t`Location`,
    order: t`Order`,
    sticker: t`Sticker`,
    template: t`Template`,
    unsupported: t`Unsupported message`,
    video: t`Video`,
  };
  return names[type] ?? type.replaceAll('_', ' ');
}

/** The file's members stand beside the content here, and inside it on the wire. */
function contentOf(message: PhoneMessage): unknown {
  const { media, content } = message;
  if (Array.isArray(content)) return content;
  const { filename, voice, animated, link, mime_type } = media ?? {};
  return media === null ? content : { filename, voice, animated, link, mime_type, ...fields(content) };
}

function mediaOf(message: PhoneMessage): MediaView | null {
  const header = fields(fields(message.content).header);
  return viewOf(message.id, message.media ?? headerMedia(header.media));
}

function headerMedia(value: unknown): PhoneMedia | null {
  const { id, mime_type, filename, url, link } = fields(value);
  if (url === undefined && link === undefined) return null;
  return {
    id: text(id) ?? '',
    mime_type: text(mime_type) ?? '',
    filename: text(filename),
    url: text(url),
    link: text(link),
  };
}

function viewOf(message: string, media: PhoneMedia | null): MediaView | null {
  if (!media?.url) return null;
  return {
    ...noLook,
    id: media.id ?? message,
    state: 'ready',
    mime_type: media.mime_type ?? '',
    filename: media.filename ?? null,
    size: media.size ?? null,
    url: media.url,
    error: null,
  };
}

function quoteOf(id: string, find: (id: string) => PhoneMessage | undefined): MessageView['reply_to'] {
  const quoted = find(id);
  return {
    message_id: quoted ? id : null,
    wamid: id,
    preview: quoted ? previewOf(quoted) : null,
    direction: quoted ? (quoted.from === 'phone' ? 'inbound' : 'outbound') : null,
  };
}

function statusOf(ticks: PhoneTicks): MessageStatus {
  return ticks;
}
