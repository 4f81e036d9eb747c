// A line of a try as the message that the bubbles draw, so that the phone shows what a customer's phone would.
import type { TryLine } from '~/api/flows';
import type { MessageView } from '~/whatsapp/message';
import { fields, isFields, text } from '~/whatsapp/read';

export function lineMessage(line: TryLine, index: number): MessageView {
  const mine = line.from === 'contact';
  const { kind, content } = bodyOf(line);
  return {
    ...{ id: `line-${index}`, conversation_id: '', wamid: null, direction: mine ? 'inbound' : 'outbound', kind },
    ...{
      content,
      preview: line.text ?? '',
      reply_to: null,
      referral: null,
      context: null,
      media: null,
      submission: null,
      reactions: [],
    },
    author: mine
      ? { kind: 'contact', id: null, name: null, run: null }
      : { kind: 'flow', id: null, name: null, run: null },
    ...{ status: mine ? 'received' : 'read', status_at: line.at, error: null, sent_at: line.at, created_at: line.at },
    ...{ edited_at: null, revoked_at: null, undo_until: null, duplicated_at: null },
  };
}

function bodyOf(line: TryLine): { kind: string; content: unknown } {
  return line.from === 'contact' ? heard(line) : sent(line);
}

/** Meta's object has its kind as `type` and the rest under that word; a plain text may come as words alone. */
function sent(line: TryLine): { kind: string; content: unknown } {
  const whole = fields(line.content);
  const type = text(whole.type);
  if (type !== null && whole[type] !== undefined) return { kind: type, content: whole[type] };
  if (isFields(line.content)) return { kind: line.kind, content: line.content };
  return words(line.text ?? '');
}

/** What the customer did, as the engine notes it: words, the label of what was tapped, a place, a file by name, a filled form. */
function heard(line: TryLine): { kind: string; content: unknown } {
  const { location, media } = fields(line.content);
  if (isFields(location)) return { kind: 'location', content: location };
  if (line.kind === 'submission') return words(`📋 ${JSON.stringify(line.content ?? {})}`);
  const name = text(fields(media).filename);
  return words(line.text || (name ? `📎 ${name}` : line.kind));
}

function words(body: string): { kind: string; content: unknown } {
  return { kind: 'text', content: { body } };
}
