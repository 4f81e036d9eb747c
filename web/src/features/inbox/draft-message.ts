// A message that is not sent yet, as bubbles draw it; and one line of any content, for lists and quotes.
import type { Outgoing } from '~/api/messages';
import type { Media, Message } from '~/api/schema';
import { plain } from '~/whatsapp/format';
import { fields, list, text } from '~/whatsapp/read';

/** What the thread would show; ids and times are made up. */
export function draftMessage(content: Outgoing['content'], media: Media | null = null): Message {
  const at = new Date().toISOString();
  return {
    id: 'preview',
    conversation_id: '',
    wamid: null,
    direction: 'outbound',
    author: { kind: 'agent', id: null, name: null, run: null },
    kind: content.type,
    content: content[content.type],
    preview: previewOf(content),
    reply_to: null,
    referral: null,
    context: null,
    media,
    submission: null,
    reactions: [],
    status: 'delivered',
    status_at: at,
    error: null,
    sent_at: at,
    edited_at: null,
    revoked_at: null,
    undo_until: null,
    duplicated_at: null,
    created_at: at,
  };
}

export function previewOf(content: Outgoing['content']): string {
  const own = content[content.type];
  const { body, caption, name, filename } = fields(own);
  const said = text(body) ?? text(fields(body).text) ?? text(caption) ?? text(name) ?? text(filename);
  if (said !== null) return plain(said);
  const person = fields(fields(list(own)[0]).name);
  return text(person.formatted_name) ?? content.type.replaceAll('_', ' ');
}
