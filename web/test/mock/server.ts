// An answering machine for the REST contract, over the made-up world. For `npm run dev:mock` and component tests.

import type { Conversation, Message } from '~/api/schema';
import { everyPermission, message, note } from '../builders';
import { applyFilter } from './filter';
import { flowPageRoutes } from './flow-pages';
import { flowRoutes } from './flows';
import { waFlowRoutes } from './wa-flows';
import type { World } from './world';

type Emit = (type: string, data: unknown) => void;
export type Handler = (context: { params: string[]; url: URL; body: Record<string, unknown> }) => unknown;

const PAGE = 50;

export function makeServer(world: World, emit: Emit = () => undefined) {
  const workspace = world.workspace.id;
  const find = (id: string | undefined): Conversation => {
    const found = world.conversations.find((one) => one.id === id);
    if (!found) throw problem(404, 'conversation.not_found', 'There is no such conversation.');
    return found;
  };
  const change = (id: string | undefined, over: Partial<Conversation>) => {
    const one = find(id);
    Object.assign(one, over, { version: one.version + 1 });
    emit('conversation.updated', { conversation: { ...one, unread_count: 0 } });
    return one;
  };
  const messageOf = (id: string | undefined): Message => {
    for (const thread of world.messages.values()) {
      const found = thread.find((one) => one.id === id);
      if (found) return found;
    }
    throw problem(404, 'message.not_found', 'There is no such message.');
  };

  /** A customer writes. */
  const receive = (id: string, body: string) => {
    const one = find(id);
    const sent = message({ conversation_id: id, preview: body, content: { body }, sent_at: new Date().toISOString() });
    world.messages.get(id)?.push(sent);
    record(one, sent);
    one.inbound_count += 1;
    one.waiting_since ??= sent.sent_at;
    one.window = { open: true, expires_at: new Date(Date.now() + 86_400_000).toISOString(), free_entry_until: null };
    one.version += 1;
    emit('message.created', { message: sent, conversation: { ...one, unread_count: 0 } });
  };

  const send: Handler = ({ params: [id = ''], body }) => {
    const one = find(id);
    const { type = 'text' } = isRecord(body.content) ? body.content : {};
    const kind = String(type);
    const content = isRecord(body.content) ? body.content[kind] : null;
    const text = isRecord(content) ? String(content.body ?? content.caption ?? content.name ?? kind) : kind;
    const reply = body.reply_to_id ? messageOf(String(body.reply_to_id)) : null;
    const sent = message({
      ...(typeof body.id === 'string' && { id: body.id }),
      conversation_id: id,
      direction: 'outbound',
      kind,
      content,
      preview: text,
      status: 'sent',
      sent_at: new Date().toISOString(),
      reply_to: reply && {
        message_id: reply.id,
        wamid: reply.wamid ?? '',
        preview: reply.preview,
        direction: reply.direction,
      },
    });
    world.messages.get(id)?.push(sent);
    record(one, sent);
    one.waiting_since = null;
    one.version += 1;
    for (const [status, after] of [
      ['delivered', 900],
      ['read', 2200],
    ] as const) {
      setTimeout(() => {
        Object.assign(sent, { status, status_at: new Date().toISOString() });
        emit('message.updated', { message: { ...sent } });
      }, after);
    }
    emit('message.created', { message: { ...sent }, conversation: { ...one, unread_count: 0 } });
    return sent;
  };

  const w = `/api/v1/workspaces/${workspace}`;
  const c = `${w}/conversations/([^/]+)`;
  const token = () => ({ access_token: 'mock', expires_in: 600, user: world.user });
  const routes: [string, string, Handler][] = [
    ['GET', '/api/v1/setup', () => ({ needed: false })],
    ['POST', '/api/v1/auth/(?:refresh|login)', token],
    ['POST', '/api/v1/auth/logout', () => null],
    [
      'GET',
      '/api/v1/me',
      () => ({
        user: world.user,
        memberships: [{ workspace: world.workspace, role: 'OWNER', permissions: everyPermission }],
      }),
    ],
    ['GET', '/api/v1/me/sessions', () => ({ data: [] })],
    [
      'GET',
      '/api/v1/system',
      () => ({
        version: '0.0.0',
        simulator_enabled: true,
        public_url: location.origin,
        server_time: new Date().toISOString(),
        limits,
      }),
    ],
    ['GET', `${c}/scheduled-messages`, () => page([])],
    ['GET', `${w}/scheduled-messages`, () => page([])],
    ['GET', `${w}/opt-outs`, () => page([])],
    ['GET', `${w}/contacts/[^/]+/opt-outs`, () => page([])],
    ['GET', `${w}/members`, () => page(world.people)],
    ['GET', `${w}/tags`, () => page(world.tags)],
    ['GET', `${w}/conversations/counts`, () => counts(world)],
    [
      'GET',
      `${w}/conversations`,
      ({ url }) => {
        const rows = applyFilter(world, url.searchParams);
        const from = Number(url.searchParams.get('cursor') ?? 0);
        return {
          data: rows.slice(from, from + PAGE),
          page: { next_cursor: from + PAGE < rows.length ? String(from + PAGE) : null },
        };
      },
    ],
    ['GET', c, ({ params }) => find(params[0])],
    [
      'POST',
      `${c}/assign`,
      ({ params, body }) =>
        change(params[0], { assignee_id: typeof body.assignee_id === 'string' ? body.assignee_id : null }),
    ],
    ['POST', `${c}/preflight`, () => ({ allowed: true, refusals: [] })],
    ['POST', `${c}/close`, ({ params }) => change(params[0], { status: 'closed' })],
    ['POST', `${c}/reopen`, ({ params }) => change(params[0], { status: 'open', snoozed_until: null })],
    [
      'POST',
      `${c}/snooze`,
      ({ params, body }) => change(params[0], { status: 'snoozed', snoozed_until: String(body.until) }),
    ],
    [
      'POST',
      `${c}/read`,
      ({ params }) => change(params[0], { unread_count: 0, read_inbound_count: find(params[0]).inbound_count }),
    ],
    [
      'POST',
      `${c}/unread`,
      ({ params }) => change(params[0], { unread_count: 1, read_inbound_count: find(params[0]).inbound_count - 1 }),
    ],
    ['POST', `${c}/typing`, () => null],
    [
      'GET',
      `${c}/messages`,
      ({ params, url }) => messagePage(world.messages.get(params[0] ?? '') ?? [], url.searchParams),
    ],
    ['POST', `${c}/messages`, send],
    ['GET', `${c}/notes`, ({ params }) => page(world.notes.get(params[0] ?? '') ?? [])],
    [
      'POST',
      `${c}/notes`,
      ({ params: [id = ''], body }) => {
        const made = note({ conversation_id: id, body: String(body.body), created_at: new Date().toISOString() });
        world.notes.get(id)?.unshift(made);
        return made;
      },
    ],
    [
      'GET',
      `${w}/messages/([^/]+)/history`,
      ({ params }) => ({
        statuses: [
          {
            status: messageOf(params[0]).status,
            at: messageOf(params[0]).sent_at,
            received_at: messageOf(params[0]).sent_at,
            error: null,
            pricing: null,
            webhook_event_id: null,
          },
        ],
        attempts: [],
        webhook_event_id: null,
        edits: [],
      }),
    ],
    [
      'POST',
      `${w}/messages/([^/]+)/retry`,
      ({ params }) =>
        Object.assign(messageOf(params[0]), { status: 'delivered', error: null, status_at: new Date().toISOString() }),
    ],
    [
      'PUT',
      `${w}/messages/([^/]+)/reaction`,
      ({ params, body }) =>
        Object.assign(messageOf(params[0]), {
          reactions: body.emoji ? [{ actor: 'business', emoji: body.emoji, at: new Date().toISOString() }] : [],
        }),
    ],
    ['GET', `${w}/contacts/([^/]+)`, ({ params }) => world.contacts.find((one) => one.id === params[0])],
    [
      'PATCH',
      `${w}/contacts/([^/]+)`,
      ({ params, body }) => {
        const one = world.contacts.find((other) => other.id === params[0]);
        return (
          one && Object.assign(one, body, { display_name: body.name ?? one.profile_name, version: one.version + 1 })
        );
      },
    ],
    ['PUT', `${w}/contacts/([^/]+)/tags/([^/]+)`, ({ params }) => setTag(world, params, true)],
    ['DELETE', `${w}/contacts/([^/]+)/tags/([^/]+)`, ({ params }) => setTag(world, params, false)],
    ['GET', `${w}/search`, ({ url }) => page(searched(world, url.searchParams))],
    ['GET', `${w}/channel/templates`, () => ({ data: world.templates })],
    ...flowPageRoutes(w, world),
    ...flowRoutes(w),
    ['GET', `${w}/events`, () => ({ data: [], last_seq: 0, reset: false })],
    ...waFlowRoutes(w),
  ];

  async function handle(request: Request): Promise<Response> {
    const url = new URL(request.url);
    for (const [method, path, handler] of routes) {
      const match = method === request.method && new RegExp(`^${path}$`).exec(url.pathname);
      if (!match) continue;
      const body = request.headers.get('content-type')?.includes('json') ? await request.json() : {};
      try {
        const answer = handler({ params: match.slice(1), url, body });
        return answer === null ? new Response(null, { status: 204 }) : Response.json(answer ?? null);
      } catch (thrown) {
        if (thrown instanceof Response) return thrown;
        throw thrown;
      }
    }
    return problem(404, 'route.not_found', `The mock server does not know ${request.method} ${url.pathname}.`);
  }
  return { handle, receive };
}

export function problem(status: number, code: string, detail: string, remedy: string | null = null): Response {
  const body = JSON.stringify({
    type: 'about:blank',
    title: code,
    status,
    code,
    detail,
    remedy,
    request_id: 'req_mock',
  });
  return new Response(body, { status, headers: { 'content-type': 'application/problem+json' } });
}

function record(one: Conversation, sent: Message): void {
  const { id, sent_at: at, preview, kind, direction, status } = sent;
  one.last_message = { id, at, preview, kind, direction, author_kind: sent.author.kind, status };
}

function page<Item>(data: Item[]) {
  return { data, page: { next_cursor: null } };
}

function counts(world: World): Record<string, number> {
  const views = [
    'mine',
    'unassigned',
    'all_open',
    'needs_reply',
    'window_closing',
    'bot',
    'failed',
    'snoozed',
    'closed',
    'all',
  ];
  return Object.fromEntries(
    views.map((view) => [view, Math.min(999, applyFilter(world, new URLSearchParams({ view })).length)]),
  );
}

function messagePage(all: Message[], query: URLSearchParams) {
  const around = query.get('around');
  const cursor = query.get('cursor');
  const at = around ? all.findIndex((one) => one.id === around) : -1;
  if (around && at < 0) throw problem(404, 'message.not_found', 'There is no such message.');
  let from = around ? Math.max(0, at - PAGE / 2) : Math.max(0, all.length - PAGE);
  let to = around ? Math.min(all.length, at + PAGE / 2) : all.length;
  if (cursor && query.get('direction') === 'newer') {
    from = Number(cursor);
    to = Math.min(all.length, from + PAGE);
  } else if (cursor) {
    to = Number(cursor);
    from = Math.max(0, to - PAGE);
  }
  return {
    data: all.slice(from, to),
    page: { older_cursor: from > 0 ? String(from) : null, newer_cursor: to < all.length ? String(to) : null },
  };
}

function setTag(world: World, [contactId, tagId]: string[], on: boolean) {
  const one = world.contacts.find((other) => other.id === contactId);
  const chosen = world.tags.find((other) => other.id === tagId);
  if (!one || !chosen) throw problem(404, 'contact.not_found', 'There is no such contact.');
  one.tags = [...one.tags.filter((other) => other.id !== tagId), ...(on ? [chosen] : [])];
  one.version += 1;
  for (const row of world.conversations)
    if (row.contact.id === one.id) row.contact = { ...row.contact, tags: one.tags };
  return { ...one };
}

/** What holds the first word of a search; operators other than a plain word are the server's to know. */
function searched(world: World, query: URLSearchParams) {
  const q = (query.get('q') ?? '').toLowerCase();
  const word = q.split(/\s+/).find((part) => part && !part.includes(':')) ?? '';
  if (word === '' || query.get('scope') === 'contacts') return [];
  const only = query.get('conversation');
  const hits = world.conversations
    .filter(({ id }) => only === null || id === only)
    .flatMap(({ id, contact }) =>
      (world.messages.get(id) ?? []).flatMap((found) => {
        const start = found.preview.toLowerCase().indexOf(word);
        if (start < 0) return [];
        return [
          {
            kind: 'message',
            message_id: found.id,
            note_id: null,
            anchor_message_id: found.id,
            conversation_id: id,
            contact,
            author: found.author,
            message_kind: found.kind,
            direction: found.direction,
            status: found.status,
            at: found.sent_at,
            snippet: { text: found.preview, matches: [{ start, end: start + word.length }] },
          },
        ];
      }),
    );
  return hits.sort((a, b) => b.at.localeCompare(a.at)).slice(0, Number(query.get('limit') ?? 50));
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

const limits = {
  interactive: {
    body: 1024,
    header_text: 60,
    footer: 60,
    button: { buttons: 3, id: 256, title: 20 },
    list: {
      body: 4096,
      button: 20,
      sections: 10,
      section_title: 24,
      rows: 10,
      row_id: 200,
      row_title: 24,
      row_description: 72,
    },
    cta_url: { display_text: 20 },
    flow: { cta: 30 },
    product_list: { sections: 10, products: 30 },
    carousel: { min_cards: 2, cards: 10, body: 1024, card_body: 160, card_body_line_breaks: 2, display_text: 20 },
    voice_call: { display_text: 20, min_ttl_minutes: 1, ttl_minutes: 43_200, payload: 512 },
  },
  contacts: { cards: 257 },
  template: { coupon_code: 20 },
  text: { body: 4096 },
  media: {
    caption: 1024,
    image: { bytes: 5 * 1024 * 1024, mime_types: ['image/jpeg', 'image/png'] },
    video: { bytes: 16 * 1024 * 1024, mime_types: ['video/3gpp', 'video/mp4'] },
    audio: { bytes: 16 * 1024 * 1024, mime_types: ['audio/aac', 'audio/amr', 'audio/mp4', 'audio/mpeg', 'audio/ogg'] },
    sticker: { bytes: 500 * 1024, mime_types: ['image/webp'] },
    document: { bytes: 100 * 1024 * 1024, mime_types: ['application/pdf', 'text/plain'] },
  },
};
