//! The service as its users meet it: a real server on a port of its own, a fresh database, the simulator inside, a clock that tests turn.

#![expect(
    unreachable_pub,
    clippy::unwrap_used,
    clippy::disallowed_methods,
    clippy::wrong_self_convention,
    reason = "test support is shared between the files of this binary, and a test that cannot go on says where"
)]

mod analytics;
mod api_keys;
mod audit;
mod audited;
mod auth;
mod bulk;
mod canned_replies;
mod channel;
mod channel_activity;
mod cli;
mod contact_merges;
mod contacts;
mod conversations;
mod custom_fields;
mod demo;
mod doctor;
mod drafts;
mod faults;
mod flow_files;
mod flows;
mod functions;
mod graph;
mod hooks;
mod http;
mod imports;
mod invitations;
mod jobs;
mod kinds;
mod llm_connections;
mod me;
mod media;
mod members;
mod messages;
mod meta;
mod nodes;
mod notes;
mod notifications;
mod openapi;
mod outbound;
mod permissions;
mod provenance;
mod realtime;
mod restore;
mod runs;
mod saved_views;
mod search;
mod second_factor;
mod secrets;
mod setup;
mod stock_client;
mod support;
mod system;
mod tags;
mod teams;
mod templates;
mod wa_flow_exchange;
mod wa_flow_forwards;
mod wa_flow_functions;
mod wa_flow_starters;
mod wa_flow_submissions;
mod wa_flows;
mod webhook_events;
mod webhooks;
mod workspaces;
