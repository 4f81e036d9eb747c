// Lists follow events: rows move, come and go, and this member's own read mark is kept.
import { describe, expect, it } from 'vitest';
import { conversation, message, NOW, user } from '~test/builders';
import { applyToList, belongs, type ConversationPages, newest, rowsOf } from './conversation-pages';
import type { Conversation } from './schema';

const at = (minutesAgo: number) => new Date(NOW - minutesAgo * 60_000).toISOString();

function row(minutesAgo: number, over: Partial<Conversation> = {}): Conversation {
  const { id, preview, kind, direction, status, author } = message();
  return conversation({
    last_message: { id, at: at(minutesAgo), preview, kind, direction, author_kind: author.kind, status },
    ...over,
  });
}

function list(...pages: Conversation[][]): ConversationPages {
  return {
    pages: pages.map((data, index) => ({ data, page: { next_cursor: index < pages.length - 1 ? 'more' : null } })),
    pageParams: pages.map(String),
  };
}

const ids = (pages: ConversationPages) => rowsOf(pages).map((one) => one.id);

describe('applyToList', () => {
  const filter = { view: 'all_open' } as const;

  it('moves a row with a new message to the top', () => {
    const [a, b, c] = [row(1), row(2), row(3)];
    const newer = { ...c, last_message: c.last_message && { ...c.last_message, at: at(0) } };
    const { list: next, stale } = applyToList(list([a, b], [c]), newer, filter, null);
    expect(ids(next)).toEqual([c.id, a.id, b.id]);
    expect(stale).toBe(false);
  });

  it('takes out a row that left the view', () => {
    const [a, b] = [row(1), row(2)];
    expect(ids(applyToList(list([a, b]), { ...a, status: 'closed' }, filter, null).list)).toEqual([b.id]);
  });

  it('puts in a row that came to the view, where it belongs', () => {
    const [a, b, fresh] = [row(1), row(9), row(5)];
    expect(ids(applyToList(list([a, b]), fresh, filter, null).list)).toEqual([a.id, fresh.id, b.id]);
  });

  it('leaves a row behind the last loaded page to that page', () => {
    const old = row(500);
    const loaded = list([row(1), row(2)]);
    loaded.pages[0] = { data: rowsOf(loaded), page: { next_cursor: 'more' } };
    expect(ids(applyToList(loaded, old, filter, null).list)).not.toContain(old.id);
  });

  it('asks the server again when only it can tell', () => {
    const stranger = row(1);
    expect(applyToList(list([row(2)]), stranger, { ...filter, q: 'elif' }, null).stale).toBe(true);
    expect(applyToList(list([row(2)]), stranger, { view: 'failed' }, null).stale).toBe(true);
  });

  it('changes nothing when the same event comes twice', () => {
    const [a, b] = [row(1), row(2)];
    const once = applyToList(list([a, b]), { ...b, version: 2 }, filter, null).list;
    expect(ids(applyToList(once, { ...b, version: 2 }, filter, null).list)).toEqual(ids(once));
  });
});

describe('belongs', () => {
  it.each([
    ['mine', { assignee_id: user.id }, true],
    ['mine', { assignee_id: 'usr_other' }, false],
    ['mine', { assignee_id: null }, false],
    ['unassigned', { assignee_id: null }, true],
    ['all_open', { status: 'snoozed' }, false],
    ['needs_reply', { waiting_since: at(1) }, true],
    ['needs_reply', { waiting_since: at(1), status: 'closed' }, false],
    ['bot', { holder: 'bot' }, true],
    ['closed', { status: 'closed' }, true],
    ['all', { status: 'closed' }, true],
    ['failed', {}, null],
  ] as const)('%s %o is %s', (view, over, expected) => {
    expect(belongs(view, conversation(over), user.id)).toBe(expected);
  });

  it('is nobody’s "mine" while the member is not known', () => {
    expect(belongs('mine', conversation({ assignee_id: null }), null)).toBe(false);
  });
});

describe('newest', () => {
  const known = conversation({ version: 5, inbound_count: 10, read_inbound_count: 10, unread_count: 0 });

  it('counts unread from this member’s own mark, not the team’s', () => {
    const event = { ...known, version: 6, inbound_count: 12, read_inbound_count: 3, unread_count: 0 };
    expect(newest(known, event, 'event')).toMatchObject({ unread_count: 2, read_inbound_count: 10 });
  });

  it('starts from the team’s mark where the member has none', () => {
    const event = { ...known, inbound_count: 12, read_inbound_count: 9, unread_count: 0 };
    expect(newest(undefined, event, 'event').unread_count).toBe(3);
  });

  it('never goes back to an older version', () => {
    expect(newest(known, { ...known, version: 4, status: 'closed' }, 'event')).toBe(known);
  });
});
