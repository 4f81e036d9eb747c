// A thread takes events in any order and any number of times, and ends the same.
import { describe, expect, it } from 'vitest';
import { message, NOW } from '~test/builders';
import { latest, messagesOf, receive, type ThreadPages, without } from './message-pages';
import type { Message, MessageStatus } from './schema';

const at = (minutes: number) => new Date(NOW + minutes * 60_000).toISOString();
const sent = (minutes: number, over: Partial<Message> = {}) => message({ sent_at: at(minutes), ...over });

function thread(data: Message[], older: string | null = null, newer: string | null = null): ThreadPages {
  return { pages: [{ data, page: { older_cursor: older, newer_cursor: newer } }], pageParams: [{ at: 'end' }] };
}

describe('latest', () => {
  const order: MessageStatus[] = ['queued', 'sending', 'accepted', 'sent', 'delivered', 'read', 'played', 'failed'];

  it('never goes back, whatever the order of arrival', () => {
    for (const [index, status] of order.entries()) {
      const known = message({ direction: 'outbound', status, status_at: at(5) });
      for (const earlier of order.slice(0, index)) {
        const late = { ...known, status: earlier, status_at: at(1) };
        expect(latest(known, late).status, `${earlier} after ${status}`).toBe(status);
      }
    }
  });

  it('lets a retried message start over', () => {
    const failed = message({ direction: 'outbound', status: 'failed', status_at: at(1) });
    expect(latest(failed, { ...failed, status: 'queued', status_at: at(2) }).status).toBe('queued');
  });

  it('keeps the newer words of an event whose status is old', () => {
    const known = message({ direction: 'outbound', status: 'read', status_at: at(5), wamid: 'wamid.1' });
    const edited = { ...known, status: 'sent' as const, status_at: at(1), preview: 'edited', wamid: null };
    expect(latest(known, edited)).toMatchObject({ preview: 'edited', status: 'read', wamid: 'wamid.1' });
  });
});

describe('receive', () => {
  it('appends at the end, in order, once', () => {
    const [a, b, c] = [sent(1), sent(2), sent(3)];
    let next = receive(thread([a]), c);
    next = receive(next, b);
    next = receive(next, c);
    expect(messagesOf(next).map((one) => one.id)).toEqual([a.id, b.id, c.id]);
  });

  it('replaces the optimistic bubble by the server’s message', () => {
    const draft = sent(1, { direction: 'outbound', status: 'queued', wamid: null });
    const next = receive(receive(thread([]), draft), { ...draft, status: 'sent', wamid: 'wamid.9' });
    expect(messagesOf(next)).toHaveLength(1);
    expect(messagesOf(next)[0]).toMatchObject({ status: 'sent', wamid: 'wamid.9' });
  });

  it('does not add to a thread whose end is not loaded', () => {
    expect(messagesOf(receive(thread([sent(1)], null, 'newer'), sent(9)))).toHaveLength(1);
  });

  it('does not add what belongs to an older page', () => {
    expect(messagesOf(receive(thread([sent(5)], 'older'), sent(1)))).toHaveLength(1);
  });

  it('does not show a reaction as a message', () => {
    expect(messagesOf(receive(thread([sent(1)]), sent(2, { kind: 'reaction' })))).toHaveLength(1);
  });

  it('keeps the link to a file when an event comes without one', () => {
    const file = {
      id: 'med_1',
      width: null,
      height: null,
      duration_ms: null,
      placeholder: null,
      has_thumbnail: false,
      thumbnail_url: null,
      state: 'ready',
      mime_type: 'image/png',
      filename: 'a.png',
      size: 1,
      error: null,
    } as const;
    const known = sent(1, { direction: 'outbound', status: 'sent', media: { ...file, url: '/signed' } });
    const next = receive(thread([known]), { ...known, status: 'read', media: { ...file, url: null } });
    expect(messagesOf(next)[0]).toMatchObject({ status: 'read', media: { url: '/signed' } });
  });

  it('takes a message out again', () => {
    const [a, b] = [sent(1), sent(2)];
    expect(messagesOf(without(thread([a, b]), b.id))).toEqual([a]);
  });
});
