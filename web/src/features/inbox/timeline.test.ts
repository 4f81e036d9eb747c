// The thread as it is drawn: days, the unread mark, groups, and notes in their place.
import { describe, expect, it } from 'vitest';
import { message, NOW, note } from '~test/builders';
import { firstUnreadOf, newSince, timeline } from './timeline';

const at = (minutes: number) => new Date(NOW + minutes * 60_000).toISOString();
const all = { notes: [], hasOlder: false, hasNewer: false, firstUnread: null };

describe('timeline', () => {
  it('starts a day once, also when the first message of the day is a note', () => {
    const entries = timeline({
      ...all,
      messages: [message({ sent_at: at(-3000) }), message({ sent_at: at(0) })],
      notes: [note({ created_at: at(-1) })],
    });
    expect(entries.map((entry) => [entry.kind, entry.startsDay])).toEqual([
      ['message', true],
      ['note', true],
      ['message', false],
    ]);
  });

  it('groups what one author says within three minutes', () => {
    const messages = [message({ sent_at: at(0) }), message({ sent_at: at(2) }), message({ sent_at: at(9) })];
    const places = timeline({ ...all, messages }).map((entry) => entry.kind === 'message' && entry.place);
    expect(places).toEqual(['first', 'last', 'only']);
  });

  it('breaks a group at a note and at the unread mark', () => {
    const messages = [message({ sent_at: at(0) }), message({ sent_at: at(1) }), message({ sent_at: at(2) })];
    const marked = timeline({ ...all, messages, firstUnread: messages[1]?.id ?? null });
    expect(marked[1]).toMatchObject({ startsUnread: true, place: 'first' });
    const noted = timeline({ ...all, messages, notes: [note({ created_at: at(0.5) })] });
    expect(noted[2]).toMatchObject({ kind: 'message', place: 'first' });
  });

  it('keeps notes back that belong to pages not loaded', () => {
    const messages = [message({ sent_at: at(0) }), message({ sent_at: at(10) })];
    const notes = [note({ created_at: at(-60) }), note({ created_at: at(60) })];
    expect(timeline({ ...all, messages, notes, hasOlder: true, hasNewer: true })).toHaveLength(2);
    expect(timeline({ ...all, messages, notes })).toHaveLength(4);
  });
});

describe('firstUnreadOf', () => {
  const messages = [message(), message({ direction: 'outbound' }), message(), message()];

  it('counts the contact’s messages from the end', () => {
    expect(firstUnreadOf(messages, 2)).toBe(messages[2]?.id);
    expect(firstUnreadOf(messages, 0)).toBeNull();
  });

  it('stands at the first loaded one when more are unread', () => {
    expect(firstUnreadOf(messages, 40)).toBe(messages[0]?.id);
  });
});

describe('newSince', () => {
  it('counts inbound messages only', () => {
    const messages = [message(), message({ direction: 'outbound' }), message()];
    const entries = timeline({ ...all, messages });
    expect(newSince(entries, messages[0]?.id ?? null)).toBe(1);
    expect(newSince(entries, null)).toBe(0);
  });
});
