// Stand-in for the file that `npm run codegen` writes from openapi.json; the same names, kept until the server's document exists.
type Id = string;
type Time = string;
type Json = { [key: string]: unknown };
interface Page<T> {
  data: T[];
  page: { next_cursor: string | null };
}
type S = components['schemas'];

export interface components {
  schemas: {
    Role: 'OWNER' | 'ADMIN' | 'AGENT' | 'ANALYST';
    Problem: {
      type: string;
      title: string;
      status: number;
      code: string;
      detail: string;
      remedy?: string | null;
      request_id?: string;
      errors?: { pointer: string; code: string; detail: string }[];
      meta?: { code?: number; title?: string; details?: string; fbtrace_id?: string } | null;
    };
    UserView: { id: Id; email: string; name: string; is_instance_admin: boolean; created_at: Time };
    TokenView: { access_token: string; expires_in: number; user: S['UserView'] };
    WorkspaceSettings: {
      read_receipts?: 'on_open' | 'on_reply' | 'never';
      typing_to_contact?: boolean;
      typing_pause_ms?: number;
      unknown_policy?: 'hold' | 'resend';
      mask_phones_for_analysts?: boolean;
    };
    WorkspaceView: {
      id: Id;
      name: string;
      time_zone: string;
      settings: S['WorkspaceSettings'];
      event_seq: number;
      version: number;
      created_at: Time;
    };
    MembershipView: { workspace: S['WorkspaceView']; role: S['Role']; permissions: string[] };
    MeView: { user: S['UserView']; memberships: S['MembershipView'][] };
    SessionView: {
      id: Id;
      user_agent: string | null;
      ip: string | null;
      created_at: Time;
      last_seen_at: Time;
      current: boolean;
    };
    SystemView: { version: string; simulator_enabled: boolean; public_url: string; server_time: Time; limits: Json };
    MemberView: {
      user_id: Id;
      name: string;
      email: string;
      role: S['Role'];
      disabled: boolean;
      online: boolean;
      created_at: Time;
    };
    InvitationView: {
      id: Id;
      email: string;
      role: S['Role'];
      invited_by: Id;
      created_at: Time;
      expires_at: Time;
      accepted_at: Time | null;
      revoked_at: Time | null;
    };
    CreatedInvitationView: S['InvitationView'] & { accept_url: string };
    InvitationInfo: {
      workspace_name: string;
      email: string;
      role: S['Role'];
      expires_at: Time;
      account_exists: boolean;
    };
    ChannelView: {
      id: Id;
      kind: 'meta' | 'simulator';
      phone_number_id: string;
      waba_id: string;
      display_phone_number: string | null;
      verified_name: string | null;
      quality_rating: string | null;
      status: string | null;
      throughput_per_second: number;
      is_on_biz_app: boolean;
      webhook_url: string;
      app: {
        id: Id;
        app_id: string;
        owned: boolean;
        has_secret: boolean;
        has_verify_token: boolean;
        previous_secret_until: Time | null;
      };
      has_access_token: boolean;
      degraded: { code: string; detail: string; at: Time } | null;
      last_event_at: Time | null;
      version: number;
      created_at: Time;
    };
    ChannelCheck: { id: string; title: string; ok: boolean; detail: string; remedy: string | null };
    TemplateView: {
      id: string;
      name: string;
      language: string;
      status: string;
      category: string;
      parameter_format: string | null;
      components: unknown[];
      quality_score?: unknown;
    };
    TagColor: 'gray' | 'red' | 'amber' | 'green' | 'teal' | 'blue' | 'violet' | 'pink';
    TagView: { id: Id; name: string; color: S['TagColor'] };
    ContactSummary: {
      id: Id;
      display_name: string;
      phone: string | null;
      username: string | null;
      tags: S['TagView'][];
      opted_out: boolean;
      blocked: boolean;
    };
    ContactView: S['ContactSummary'] & {
      name: string | null;
      profile_name: string | null;
      email: string | null;
      locale: string | null;
      attributes: Json;
      identities: { kind: string; value: string; first_seen_at: Time; last_seen_at: Time }[];
      conversation_id: Id | null;
      opted_out_at: Time | null;
      blocked_at: Time | null;
      last_seen_at: Time | null;
      version: number;
      created_at: Time;
      updated_at: Time;
    };
    MessageStatus:
      | 'received'
      | 'queued'
      | 'sending'
      | 'unknown'
      | 'accepted'
      | 'sent'
      | 'delivered'
      | 'read'
      | 'played'
      | 'failed';
    AuthorKind: 'contact' | 'agent' | 'flow' | 'api' | 'phone_app' | 'system';
    Direction: 'inbound' | 'outbound';
    ConversationStatus: 'open' | 'snoozed' | 'closed';
    Holder: 'none' | 'human' | 'bot' | 'phone_app';
    ConversationView: {
      id: Id;
      channel_id: Id;
      status: S['ConversationStatus'];
      snoozed_until: Time | null;
      assignee_id: Id | null;
      holder: S['Holder'];
      contact: S['ContactSummary'];
      last_message: {
        id: Id;
        at: Time;
        preview: string;
        kind: string;
        direction: S['Direction'];
        author_kind: S['AuthorKind'];
        status: S['MessageStatus'];
      } | null;
      unread_count: number;
      inbound_count: number;
      read_inbound_count: number;
      waiting_since: Time | null;
      window: { open: boolean; expires_at: Time | null; free_entry_until: Time | null };
      version: number;
      created_at: Time;
      updated_at: Time;
    };
    MessageError: {
      code: number | string;
      title: string;
      detail: string;
      remedy: string;
      who: string;
      retryable: boolean;
    };
    MediaView: {
      id: Id;
      state: 'pending' | 'ready' | 'failed' | 'expired';
      mime_type: string;
      filename: string | null;
      size: number | null;
      url: string | null;
      error: string | null;
    };
    MessageView: {
      id: Id;
      conversation_id: Id;
      wamid: string | null;
      direction: S['Direction'];
      author: { kind: S['AuthorKind']; id: Id | null; name: string | null };
      kind: string;
      content: unknown;
      preview: string;
      reply_to: {
        message_id: Id | null;
        wamid: string | null;
        preview: string | null;
        direction: S['Direction'] | null;
      } | null;
      referral: unknown;
      media: S['MediaView'] | null;
      reactions: { actor: 'contact' | 'business'; emoji: string; at: Time }[];
      status: S['MessageStatus'];
      status_at: Time | null;
      error: S['MessageError'] | null;
      sent_at: Time;
      edited_at: Time | null;
      revoked_at: Time | null;
      created_at: Time;
    };
    MessageHistory: {
      statuses: {
        status: S['MessageStatus'];
        at: Time;
        received_at: Time;
        error: S['MessageError'] | null;
        pricing: unknown;
        webhook_event_id: Id | null;
      }[];
      attempts: {
        attempt: number;
        outcome: string;
        started_at: Time;
        finished_at: Time | null;
        http_status: number | null;
        error: S['MessageError'] | null;
      }[];
      webhook_event_id: Id | null;
      edits: unknown[];
    };
    MessagePage: { data: S['MessageView'][]; page: { older_cursor: string | null; newer_cursor: string | null } };
    SendMessage: {
      id?: Id | null;
      content: unknown;
      reply_to_id?: Id | null;
      override_opt_out_reason?: string | null;
    };
    Preflight: {
      allowed: boolean;
      refusals: { code: string; detail: string; remedy: string; pointer: string | null }[];
    };
    NoteView: {
      id: Id;
      conversation_id: Id;
      author_id: Id;
      author_name: string;
      body: string;
      created_at: Time;
      updated_at: Time;
    };
    WebhookEventView: {
      id: Id;
      state: 'accepted' | 'done' | 'dead' | 'discarded';
      fields: string[];
      item_count: number;
      new_item_count: number;
      delivery_count: number;
      error: { code: string; detail: string } | null;
      received_at: Time;
      done_at: Time | null;
    };
    WebhookEventDetail: S['WebhookEventView'] & { body: unknown; attempts: unknown };
    AuditView: {
      id: Id;
      at: Time;
      actor: { kind: string; id: Id | null; name: string | null };
      action: string;
      target: { kind: string; id: Id | null };
      detail: unknown;
      ip: string | null;
      request_id: string | null;
    };
    EventView: { seq: number; type: string; at: Time; data: unknown };
  };
}

type Body<Options> = Options extends { body: infer B }
  ? { requestBody: { content: { 'application/json': B } } }
  : { requestBody?: never };
type Op<R, Options extends { path?: object; query?: object; body?: unknown; header?: object } = object> = {
  parameters: {
    query?: Options extends { query: infer Q } ? Q : never;
    header?: Options extends { header: infer H } ? H : never;
    path: Options extends { path: infer P } ? P : never;
    cookie?: never;
  };
  responses: {
    200: { headers: { [name: string]: unknown }; content: { 'application/json': R } };
    default: { headers: { [name: string]: unknown }; content: { 'application/problem+json': S['Problem'] } };
  };
} & Body<Options>;
type Plain<R, Options extends { query?: object; body?: unknown } = object> = {
  parameters: {
    query?: Options extends { query: infer Q } ? Q : never;
    header?: never;
    path?: never;
    cookie?: never;
  };
  responses: {
    200: { headers: { [name: string]: unknown }; content: { 'application/json': R } };
    default: { headers: { [name: string]: unknown }; content: { 'application/problem+json': S['Problem'] } };
  };
} & Body<Options>;
type W = { workspace: Id };
type C = W & { conversation: Id };
type M = W & { message: Id };
type Cursor = { limit?: number; cursor?: string };

export interface paths {
  '/api/v1/setup': {
    get: Plain<{ needed: boolean }>;
    post: Plain<
      S['TokenView'],
      { body: { token: string; email: string; name: string; password: string; workspace_name: string } }
    >;
  };
  '/api/v1/auth/login': { post: Plain<S['TokenView'], { body: { email: string; password: string } }> };
  '/api/v1/auth/refresh': { post: Plain<S['TokenView']> };
  '/api/v1/auth/logout': { post: Plain<undefined> };
  '/api/v1/me': { get: Plain<S['MeView']>; patch: Plain<S['UserView'], { body: { name?: string } }> };
  '/api/v1/me/password': { post: Plain<undefined, { body: { current_password: string; new_password: string } }> };
  '/api/v1/me/sessions': { get: Plain<{ data: S['SessionView'][] }> };
  '/api/v1/me/sessions/{session}': { delete: Op<undefined, { path: { session: Id } }> };
  '/api/v1/system': { get: Plain<S['SystemView']> };
  '/api/v1/system/stats': { get: Plain<Json> };
  '/api/v1/workspaces': {
    get: Plain<Page<S['WorkspaceView']>, { query: Cursor }>;
    post: Plain<S['WorkspaceView'], { body: { name: string; time_zone?: string } }>;
  };
  '/api/v1/workspaces/{workspace}': {
    get: Op<S['WorkspaceView'], { path: W }>;
    patch: Op<
      S['WorkspaceView'],
      {
        path: W;
        header: { 'If-Match'?: string };
        body: { name?: string; time_zone?: string; settings?: S['WorkspaceSettings'] };
      }
    >;
    delete: Op<undefined, { path: W; body: { confirm_name: string } }>;
  };
  '/api/v1/workspaces/{workspace}/members': { get: Op<Page<S['MemberView']>, { path: W; query: Cursor }> };
  '/api/v1/workspaces/{workspace}/members/{user}': {
    patch: Op<S['MemberView'], { path: W & { user: Id }; body: { role?: S['Role']; disabled?: boolean } }>;
    delete: Op<undefined, { path: W & { user: Id } }>;
  };
  '/api/v1/workspaces/{workspace}/invitations': {
    get: Op<Page<S['InvitationView']>, { path: W; query: Cursor }>;
    post: Op<S['CreatedInvitationView'], { path: W; body: { email: string; role: S['Role'] } }>;
  };
  '/api/v1/workspaces/{workspace}/invitations/{invitation}': {
    delete: Op<undefined, { path: W & { invitation: Id } }>;
  };
  '/api/v1/invitations/{token}': { get: Op<S['InvitationInfo'], { path: { token: string } }> };
  '/api/v1/invitations/{token}/accept': {
    post: Op<S['TokenView'], { path: { token: string }; body: { name?: string; password: string } }>;
  };
  '/api/v1/workspaces/{workspace}/channel': {
    get: Op<S['ChannelView'], { path: W }>;
    put: Op<
      S['ChannelView'],
      {
        path: W;
        body: {
          kind: 'meta' | 'simulator';
          phone_number_id: string;
          waba_id: string;
          display_phone_number?: string;
          access_token: string;
          app: { app_id: string; app_secret: string; verify_token: string };
        };
      }
    >;
    patch: Op<
      S['ChannelView'],
      { path: W; body: { access_token?: string; app_secret?: string; verify_token?: string } }
    >;
    delete: Op<undefined, { path: W }>;
  };
  '/api/v1/workspaces/{workspace}/channel/check': { post: Op<S['ChannelCheck'][], { path: W }> };
  '/api/v1/workspaces/{workspace}/channel/subscribe': { post: Op<undefined, { path: W }> };
  '/api/v1/workspaces/{workspace}/channel/profile': {
    get: Op<Json, { path: W }>;
    patch: Op<Json, { path: W; body: Json }>;
  };
  '/api/v1/workspaces/{workspace}/channel/templates': {
    get: Op<{ data: S['TemplateView'][] }, { path: W; query: { status?: string; q?: string } }>;
  };
  '/api/v1/workspaces/{workspace}/conversations': {
    get: Op<
      Page<S['ConversationView']>,
      {
        path: W;
        query: Cursor & { view?: string; q?: string; tag?: string; assignee?: string; sort?: string };
      }
    >;
    post: Op<S['ConversationView'], { path: W; body: { contact_id: Id } }>;
  };
  '/api/v1/workspaces/{workspace}/conversations/counts': { get: Op<{ [view: string]: number }, { path: W }> };
  '/api/v1/workspaces/{workspace}/conversations/{conversation}': { get: Op<S['ConversationView'], { path: C }> };
  '/api/v1/workspaces/{workspace}/conversations/{conversation}/assign': {
    post: Op<S['ConversationView'], { path: C; body: { assignee_id: Id | null } }>;
  };
  '/api/v1/workspaces/{workspace}/conversations/{conversation}/close': { post: Op<S['ConversationView'], { path: C }> };
  '/api/v1/workspaces/{workspace}/conversations/{conversation}/reopen': { post: Op<S['ConversationView'], { path: C }> };
  '/api/v1/workspaces/{workspace}/conversations/{conversation}/snooze': {
    post: Op<S['ConversationView'], { path: C; body: { until: Time } }>;
  };
  '/api/v1/workspaces/{workspace}/conversations/{conversation}/read': { post: Op<S['ConversationView'], { path: C }> };
  '/api/v1/workspaces/{workspace}/conversations/{conversation}/unread': { post: Op<S['ConversationView'], { path: C }> };
  '/api/v1/workspaces/{workspace}/conversations/{conversation}/typing': { post: Op<undefined, { path: C }> };
  '/api/v1/workspaces/{workspace}/conversations/{conversation}/messages': {
    get: Op<S['MessagePage'], { path: C; query: Cursor & { around?: Id; direction?: 'older' | 'newer' } }>;
    post: Op<S['MessageView'], { path: C; body: S['SendMessage'] }>;
  };
  '/api/v1/workspaces/{workspace}/conversations/{conversation}/preflight': {
    post: Op<S['Preflight'], { path: C; body: { content: unknown } }>;
  };
  '/api/v1/workspaces/{workspace}/conversations/{conversation}/notes': {
    get: Op<Page<S['NoteView']>, { path: C; query: Cursor }>;
    post: Op<S['NoteView'], { path: C; body: { body: string } }>;
  };
  '/api/v1/workspaces/{workspace}/messages/{message}': { get: Op<S['MessageView'], { path: M }> };
  '/api/v1/workspaces/{workspace}/messages/{message}/history': { get: Op<S['MessageHistory'], { path: M }> };
  '/api/v1/workspaces/{workspace}/messages/{message}/retry': { post: Op<S['MessageView'], { path: M }> };
  '/api/v1/workspaces/{workspace}/messages/{message}/resolve': {
    post: Op<S['MessageView'], { path: M; body: { as: 'resend' | 'sent' } }>;
  };
  '/api/v1/workspaces/{workspace}/messages/{message}/reaction': {
    put: Op<S['MessageView'], { path: M; body: { emoji: string | null } }>;
  };
  '/api/v1/workspaces/{workspace}/contacts': {
    get: Op<Page<S['ContactView']>, { path: W; query: Cursor & { q?: string; tag?: string; sort?: string } }>;
    post: Op<
      S['ContactView'],
      { path: W; body: { name?: string; phone: string; email?: string; locale?: string; attributes?: Json } }
    >;
  };
  '/api/v1/workspaces/{workspace}/contacts/{contact}': {
    get: Op<S['ContactView'], { path: W & { contact: Id } }>;
    patch: Op<
      S['ContactView'],
      {
        path: W & { contact: Id };
        header: { 'If-Match'?: string };
        body: {
          name?: string | null;
          email?: string | null;
          locale?: string | null;
          attributes?: Json;
          opted_out?: boolean;
          blocked?: boolean;
        };
      }
    >;
    delete: Op<undefined, { path: W & { contact: Id } }>;
  };
  '/api/v1/workspaces/{workspace}/contacts/{contact}/tags/{tag}': {
    put: Op<S['ContactView'], { path: W & { contact: Id; tag: Id } }>;
    delete: Op<S['ContactView'], { path: W & { contact: Id; tag: Id } }>;
  };
  '/api/v1/workspaces/{workspace}/notes/{note}': {
    patch: Op<S['NoteView'], { path: W & { note: Id }; body: { body: string } }>;
    delete: Op<undefined, { path: W & { note: Id } }>;
  };
  '/api/v1/workspaces/{workspace}/tags': {
    get: Op<Page<S['TagView']>, { path: W; query: Cursor }>;
    post: Op<S['TagView'], { path: W; body: { name: string; color: S['TagColor'] } }>;
  };
  '/api/v1/workspaces/{workspace}/tags/{tag}': {
    patch: Op<S['TagView'], { path: W & { tag: Id }; body: { name?: string; color?: S['TagColor'] } }>;
    delete: Op<undefined, { path: W & { tag: Id } }>;
  };
  '/api/v1/workspaces/{workspace}/media': { post: Op<S['MediaView'], { path: W; body: { file: string } }> };
  '/api/v1/workspaces/{workspace}/media/{media}': { get: Op<S['MediaView'], { path: W & { media: Id } }> };
  '/api/v1/workspaces/{workspace}/media/{media}/link': {
    post: Op<{ url: string; expires_at: Time }, { path: W & { media: Id } }>;
  };
  '/api/v1/workspaces/{workspace}/media/{media}/download': { post: Op<S['MediaView'], { path: W & { media: Id } }> };
  '/api/v1/workspaces/{workspace}/webhook-events': {
    get: Op<Page<S['WebhookEventView']>, { path: W; query: Cursor & { state?: string } }>;
  };
  '/api/v1/workspaces/{workspace}/webhook-events/stats': { get: Op<Json, { path: W }> };
  '/api/v1/workspaces/{workspace}/webhook-events/{event}': {
    get: Op<S['WebhookEventDetail'], { path: W & { event: Id } }>;
  };
  '/api/v1/workspaces/{workspace}/webhook-events/{event}/replay': { post: Op<undefined, { path: W & { event: Id } }> };
  '/api/v1/workspaces/{workspace}/webhook-events/{event}/discard': { post: Op<undefined, { path: W & { event: Id } }> };
  '/api/v1/workspaces/{workspace}/audit': {
    get: Op<
      Page<S['AuditView']>,
      { path: W; query: Cursor & { actor?: string; action?: string; target?: string; from?: Time; to?: Time } }
    >;
  };
  '/api/v1/workspaces/{workspace}/events': {
    get: Op<
      { data: S['EventView'][]; last_seq: number; reset: boolean },
      { path: W; query: { after?: number; limit?: number } }
    >;
  };
}
