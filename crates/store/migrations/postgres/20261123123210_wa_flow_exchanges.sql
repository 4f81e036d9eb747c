-- Key pairs of numbers, the tokens that bind a form to a customer, and every exchange with a phone.

create table wa_flow_keys (
  workspace_id uuid not null,
  id uuid not null,
  channel_id uuid not null,
  -- SHA-256 of the public half.
  fingerprint text not null,
  public_key text not null,
  -- Sealed under the master key; gone when the pair is retired.
  private_key bytea,
  -- `active`, `overlap` or `retired`.
  status text not null,
  uploaded_at bigint,
  -- Meta's word about its signature: `VALID` or `MISMATCH`.
  meta_state text,
  -- An overlap ends by itself then.
  overlap_until bigint,
  created_at bigint not null,
  primary key (workspace_id, id),
  foreign key (workspace_id, channel_id) references channels (workspace_id, id) on delete cascade
);
create unique index wa_flow_keys_fingerprint on wa_flow_keys (workspace_id, channel_id, fingerprint);

-- One for each form that was sent. Only the hash is kept.
create table wa_flow_tokens (
  workspace_id uuid not null,
  token_hash bytea not null,
  wa_flow_id uuid not null,
  contact_id uuid not null,
  conversation_id uuid not null,
  message_id uuid not null,
  -- Where the customer is: screens that were shown, JSON, the present one last.
  trail text not null,
  exchanges bigint not null,
  created_at bigint not null,
  expires_at bigint not null,
  opened_at bigint,
  -- The endpoint said that the form is done.
  finished_at bigint,
  submitted_at bigint,
  primary key (workspace_id, token_hash),
  foreign key (workspace_id, wa_flow_id) references wa_flows (workspace_id, id) on delete cascade,
  foreign key (workspace_id, contact_id) references contacts (workspace_id, id) on delete cascade,
  foreign key (workspace_id, conversation_id) references conversations (workspace_id, id) on delete cascade
);
create unique index wa_flow_tokens_message on wa_flow_tokens (workspace_id, message_id);
create index wa_flow_tokens_flow on wa_flow_tokens (workspace_id, wa_flow_id, created_at);
create index wa_flow_tokens_contact on wa_flow_tokens (workspace_id, contact_id);
create index wa_flow_tokens_conversation on wa_flow_tokens (workspace_id, conversation_id);

create table flow_exchanges (
  workspace_id uuid not null,
  id uuid not null,
  -- The same request has the same digest; the same key and vector the same `pair`.
  digest bytea not null,
  pair bytea not null,
  wa_flow_id uuid,
  contact_id uuid,
  at bigint not null,
  -- `ping`, `INIT`, `data_exchange`, `BACK`, `error`.
  action text not null,
  screen text not null,
  -- HTTP.
  status bigint not null,
  ms bigint not null,
  error text,
  -- JSON in the clear, fields that the form calls sensitive left out.
  request text not null,
  answer text not null,
  -- What was answered, sealed: a repeated request gets the same bytes.
  sealed text not null,
  primary key (workspace_id, id),
  foreign key (workspace_id, wa_flow_id) references wa_flows (workspace_id, id) on delete cascade,
  foreign key (workspace_id, contact_id) references contacts (workspace_id, id) on delete cascade
);
create unique index flow_exchanges_digest on flow_exchanges (workspace_id, digest);
create unique index flow_exchanges_pair on flow_exchanges (workspace_id, pair);
create index flow_exchanges_flow on flow_exchanges (workspace_id, wa_flow_id, at, id);
create index flow_exchanges_contact on flow_exchanges (workspace_id, contact_id);
create index flow_exchanges_at on flow_exchanges (at);
