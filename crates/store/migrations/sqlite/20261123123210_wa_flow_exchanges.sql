-- Key pairs of numbers, the tokens that bind a form to a customer, and every exchange with a phone.

create table wa_flow_keys (
  workspace_id blob not null,
  id blob not null,
  channel_id blob not null,
  -- SHA-256 of the public half.
  fingerprint text not null,
  public_key text not null,
  -- Sealed under the master key; gone when the pair is retired.
  private_key blob,
  -- `active`, `overlap` or `retired`.
  status text not null,
  uploaded_at integer,
  -- Meta's word about its signature: `VALID` or `MISMATCH`.
  meta_state text,
  -- An overlap ends by itself then.
  overlap_until integer,
  created_at integer not null,
  primary key (workspace_id, id),
  foreign key (workspace_id, channel_id) references channels (workspace_id, id) on delete cascade
) strict;
create unique index wa_flow_keys_fingerprint on wa_flow_keys (workspace_id, channel_id, fingerprint);

-- One for each form that was sent. Only the hash is kept.
create table wa_flow_tokens (
  workspace_id blob not null,
  token_hash blob not null,
  wa_flow_id blob not null,
  contact_id blob not null,
  conversation_id blob not null,
  message_id blob not null,
  -- Where the customer is: screens that were shown, JSON, the present one last.
  trail text not null,
  exchanges integer not null,
  created_at integer not null,
  expires_at integer not null,
  opened_at integer,
  -- The endpoint said that the form is done.
  finished_at integer,
  submitted_at integer,
  primary key (workspace_id, token_hash),
  foreign key (workspace_id, wa_flow_id) references wa_flows (workspace_id, id) on delete cascade,
  foreign key (workspace_id, contact_id) references contacts (workspace_id, id) on delete cascade,
  foreign key (workspace_id, conversation_id) references conversations (workspace_id, id) on delete cascade
) strict;
create unique index wa_flow_tokens_message on wa_flow_tokens (workspace_id, message_id);
create index wa_flow_tokens_flow on wa_flow_tokens (workspace_id, wa_flow_id, created_at);
create index wa_flow_tokens_contact on wa_flow_tokens (workspace_id, contact_id);
create index wa_flow_tokens_conversation on wa_flow_tokens (workspace_id, conversation_id);

create table flow_exchanges (
  workspace_id blob not null,
  id blob not null,
  -- The same request has the same digest; the same key and vector the same `pair`.
  digest blob not null,
  pair blob not null,
  wa_flow_id blob,
  contact_id blob,
  at integer not null,
  -- `ping`, `INIT`, `data_exchange`, `BACK`, `error`.
  action text not null,
  screen text not null,
  -- HTTP.
  status integer not null,
  ms integer not null,
  error text,
  -- JSON in the clear, fields that the form calls sensitive left out.
  request text not null,
  answer text not null,
  -- What was answered, sealed: a repeated request gets the same bytes.
  sealed text not null,
  primary key (workspace_id, id),
  foreign key (workspace_id, wa_flow_id) references wa_flows (workspace_id, id) on delete cascade,
  foreign key (workspace_id, contact_id) references contacts (workspace_id, id) on delete cascade
) strict;
create unique index flow_exchanges_digest on flow_exchanges (workspace_id, digest);
create unique index flow_exchanges_pair on flow_exchanges (workspace_id, pair);
create index flow_exchanges_flow on flow_exchanges (workspace_id, wa_flow_id, at, id);
create index flow_exchanges_contact on flow_exchanges (workspace_id, contact_id);
create index flow_exchanges_at on flow_exchanges (at);
