// Events change what is in the cache, and only that.
import { beforeEach, describe, expect, it } from 'vitest';
import { conversations } from '~/api/conversations';
import { messagesOf } from '~/api/message-pages';
import { messages } from '~/api/messages';
import { notes } from '~/api/notes';
import { queryClient } from '~/api/query-client';
import { contact, conversation, message, NOW, note, workspace } from '~test/builders';
import { applyEvent } from './apply';
import { isServerEvent } from './events';
import { Sequence } from './sequence';

const ws = workspace.id;
const head = { seq: 1, at: new Date(NOW).toISOString() };

beforeEach(() => queryClient.clear());

function seedThread(id: string, ...data: ReturnType<typeof message>[]) {
  queryClient.setQueryData(messages.thread(ws, id).queryKey, {
    pages: [{ data, page: { older_cursor: null, newer_cursor: null } }],
    pageParams: [{ at: 'end' }],
  });
}

describe('applyEvent', () => {
  it('shows a new message in the thread and at the top of the list', () => {
    const [open, other] = [conversation({ inbound_count: 1, read_inbound_count: 1 }), conversation()];
    const list = conversations.list(ws, { view: 'all_open' });
    queryClient.setQueryData(list.queryKey, {
      pages: [{ data: [other, open], page: { next_cursor: null } }],
      pageParams: [''],
    });
    seedThread(open.id);
    const sent = message({ conversation_id: open.id, preview: 'hola' });
    const last = { ...sent, at: sent.sent_at, author_kind: sent.author.kind };
    const { id, at, preview, kind, direction, author_kind, status } = last;
    const next = {
      ...open,
      version: 2,
      inbound_count: 2,
      read_inbound_count: 0,
      last_message: { id, at, preview, kind, direction, author_kind, status },
    };
    applyEvent(ws, { ...head, type: 'message.created', data: { message: sent, conversation: next } });
    expect(
      messagesOf(queryClient.getQueryData(messages.thread(ws, open.id).queryKey)).map((one) => one.preview),
    ).toEqual(['hola']);
    const rows = queryClient.getQueryData(list.queryKey)?.pages[0]?.data ?? [];
    expect(rows[0]).toMatchObject({ id: open.id, unread_count: 1 });
  });

  it('moves the ticks of the last message in the list', () => {
    const sent = message({ direction: 'outbound', status: 'sent' });
    const { id, preview, kind, direction, author } = sent;
    const open = conversation({
      id: sent.conversation_id,
      last_message: { id, at: sent.sent_at, preview, kind, direction, author_kind: author.kind, status: 'sent' },
    });
    const key = conversations.get(ws, open.id).queryKey;
    queryClient.setQueryData(key, open);
    applyEvent(ws, { ...head, type: 'message.updated', data: { message: { ...sent, status: 'read' } } });
    expect(queryClient.getQueryData(key)?.last_message?.status).toBe('read');
  });

  it('renames a contact in every conversation', () => {
    const person = contact();
    const open = conversation({ contact: person });
    const key = conversations.get(ws, open.id).queryKey;
    queryClient.setQueryData(key, open);
    applyEvent(ws, {
      ...head,
      type: 'contact.updated',
      data: { contact: { ...person, display_name: 'Elif N.', version: 2 } },
    });
    expect(queryClient.getQueryData(key)?.contact.display_name).toBe('Elif N.');
  });

  it('adds, changes and drops a note, each once', () => {
    const first = note();
    const key = notes.list(ws, first.conversation_id).queryKey;
    queryClient.setQueryData(key, { pages: [{ data: [], page: { next_cursor: null } }], pageParams: [''] });
    const bodies = () => queryClient.getQueryData(key)?.pages.flatMap((page) => page.data.map((one) => one.body));
    applyEvent(ws, { ...head, type: 'note.created', data: { note: first } });
    applyEvent(ws, { ...head, type: 'note.created', data: { note: first } });
    expect(bodies()).toEqual([first.body]);
    applyEvent(ws, { ...head, type: 'note.updated', data: { note: { ...first, body: 'changed' } } });
    expect(bodies()).toEqual(['changed']);
    applyEvent(ws, { ...head, type: 'note.deleted', data: { note: first } });
    expect(bodies()).toEqual([]);
  });
});

describe('isServerEvent', () => {
  it('refuses what a newer server or a stranger sends', () => {
    expect(isServerEvent({ ...head, type: 'message.created', data: {} })).toBe(true);
    expect(isServerEvent({ ...head, type: 'message.evaporated', data: {} })).toBe(false);
    expect(isServerEvent({ ...head, type: 'toString', data: {} })).toBe(false);
    expect(isServerEvent('message.created')).toBe(false);
  });
});

describe('Sequence', () => {
  it('drops what was seen and notices a hole', () => {
    const sequence = new Sequence(10);
    expect(sequence.judge(10)).toBe('seen');
    expect(sequence.judge(11)).toBe('apply');
    expect(sequence.judge(13)).toBe('gap');
    sequence.advance(13);
    expect(sequence.judge(12)).toBe('seen');
    expect(sequence.position).toBe(13);
  });
});
