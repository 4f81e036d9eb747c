// Makers of made-up data for tests and the mock server: mention only what matters, the rest is plausible.
import type { Contact, Conversation, Member, Message, Note, Tag, Template, User, Workspace } from '~/api/schema';

let counter = 0;
export function testId(prefix: string): string {
  counter += 1;
  return `${prefix}${counter.toString(16).padStart(32, '0')}`;
}

export const NOW = Date.parse('2026-11-22T18:30:00.000Z');
const iso = (at: number) => new Date(at).toISOString();

export const user: User = {
  id: `usr_${'1'.padStart(32, '0')}`,
  email: 'priya@example.com',
  name: 'Priya Nair',
  is_instance_admin: true,
  created_at: iso(NOW - 90 * 86_400_000),
};

export const workspace: Workspace = {
  id: `ws_${'1'.padStart(32, '0')}`,
  name: 'Prism Deliveries',
  time_zone: 'Europe/Madrid',
  settings: {
    read_receipts: 'on_open',
    typing_to_contact: true,
    typing_pause_ms: 600,
    unknown_policy: 'hold',
    require_second_factor: false,
    undo_send_seconds: 0,
    keep_media_days: 0,
    keep_run_days: 90,
    keep_submission_days: 0,
    keep_exchange_days: 30,
    opt_out_words: { enabled: true, languages: [{ language: 'en', stop: ['stop'], start: ['start'] }] },
  },
  event_seq: 0,
  version: 1,
  created_at: iso(NOW - 90 * 86_400_000),
};

export const everyPermission = [
  'jobs:read',
  'jobs:cancel',
  'jobs:retry',
  'api_keys:manage',
  'analytics:read',
  'contacts:export',
  'contacts:import',
  'custom_fields:manage',
  'workspace:transfer',
  'workspace:read',
  'workspace:update',
  'workspace:delete',
  'members:manage',
  'invitations:manage',
  'channel:read',
  'channel:manage',
  'conversations:read',
  'conversations:update',
  'conversations:assign',
  'messages:send',
  'messages:override_opt_out',
  'contacts:read',
  'contacts:update',
  'contacts:delete',
  'notes:read',
  'notes:write',
  'tags:read',
  'tags:manage',
  'canned_replies:read',
  'canned_replies:write',
  'canned_replies:manage',
  'teams:read',
  'teams:manage',
  'saved_views:read',
  'saved_views:write',
  'saved_views:manage',
  'media:read',
  'media:upload',
  'webhook_events:read',
  'webhook_events:manage',
  'audit:read',
  'simulator:use',
  'flows:read',
  'flows:manage',
  'templates:read',
  'templates:manage',
  'wa_flows:read',
  'wa_flows:manage',
  'submissions:read',
  'functions:manage',
  'secrets:manage',
];

export function tag(over: Partial<Tag> = {}): Tag {
  return { id: testId('tag_'), name: 'vip', color: 'violet', ...over };
}

export function member(over: Partial<Member> = {}): Member {
  return {
    user_id: testId('usr_'),
    name: 'Jonas Becker',
    email: 'jonas@example.com',
    role: 'AGENT',
    disabled: false,
    online: true,
    created_at: iso(NOW - 30 * 86_400_000),
    second_factor: false,
    ...over,
  };
}

export function contact(over: Partial<Contact> = {}): Contact {
  const name = over.display_name ?? 'Elif Nair';
  return {
    id: testId('con_'),
    display_name: name,
    phone: '+34662420687',
    username: null,
    tags: [],
    opted_out: false,
    blocked: false,
    name: null,
    book_name: null,
    profile_name: name,
    email: null,
    locale: 'es_ES',
    attributes: {},
    identities: [
      { kind: 'phone', value: over.phone ?? '34662420687', first_seen_at: iso(NOW), last_seen_at: iso(NOW) },
    ],
    conversation_id: null,
    opted_out_at: null,
    marketing_opted_out_at: null,
    blocked_at: null,
    last_seen_at: iso(NOW - 300_000),
    version: 1,
    created_at: iso(NOW - 30 * 86_400_000),
    updated_at: iso(NOW),
    ...over,
  };
}

export function conversation(over: Partial<Conversation> = {}): Conversation {
  const person = contact();
  const { id, display_name, phone, username, tags, opted_out, opted_out_at, blocked } = person;
  return {
    id: testId('cnv_'),
    channel_id: `chn_${'1'.padStart(32, '0')}`,
    status: 'open',
    snoozed_until: null,
    assignee_id: null,
    team_id: null,
    priority: 'normal',
    holder: 'none',
    holding: null,
    contact: { id, display_name, phone, username, tags, opted_out, opted_out_at, blocked },
    last_message: null,
    unread_count: 0,
    inbound_count: 0,
    read_inbound_count: 0,
    waiting_since: null,
    window: { open: true, expires_at: iso(NOW + 21 * 3_600_000), free_entry_until: null },
    version: 1,
    created_at: iso(NOW - 86_400_000),
    updated_at: iso(NOW),
    ...over,
  };
}

export function message(over: Partial<Message> = {}): Message {
  const at = over.sent_at ?? iso(NOW);
  const direction = over.direction ?? 'inbound';
  const preview = over.preview ?? 'Hi, is my order on its way?';
  return {
    id: testId('msg_'),
    conversation_id: `cnv_${'1'.padStart(32, '0')}`,
    wamid: testId('wamid.'),
    direction,
    author:
      direction === 'inbound'
        ? { kind: 'contact', id: null, name: null, run: null }
        : { kind: 'agent', id: user.id, name: user.name, run: null },
    kind: 'text',
    content: { body: preview },
    preview,
    reply_to: null,
    referral: null,
    context: null,
    media: null,
    submission: null,
    reactions: [],
    status: direction === 'inbound' ? 'received' : 'read',
    status_at: at,
    error: null,
    sent_at: at,
    edited_at: null,
    revoked_at: null,
    undo_until: null,
    duplicated_at: null,
    created_at: at,
    ...over,
  };
}

export function note(over: Partial<Note> = {}): Note {
  const at = over.created_at ?? iso(NOW);
  return {
    id: testId('nte_'),
    conversation_id: `cnv_${'1'.padStart(32, '0')}`,
    author_id: user.id,
    author_name: user.name,
    body: 'Asked the depot, they call back before six.',
    mentions: [],
    created_at: at,
    updated_at: at,
    ...over,
  };
}

export function template(over: Partial<Template> = {}): Template {
  return {
    id: testId('tpl'),
    name: 'order_shipped',
    language: 'en_US',
    status: 'APPROVED',
    category: 'UTILITY',
    parameter_format: 'POSITIONAL',
    quality_score: null,
    components: [
      { type: 'HEADER', format: 'TEXT', text: 'Your order' },
      {
        type: 'BODY',
        text: 'Hello *{{1}}*, your order *{{2}}* has shipped. Reply STOP to opt out.',
        example: { body_text: [['Amara', '#48213']] },
      },
      {
        type: 'BUTTONS',
        buttons: [{ type: 'URL', text: 'Track order', url: 'https://example.com/t/{{1}}', example: ['48213'] }],
      },
    ],
    ...over,
  };
}
