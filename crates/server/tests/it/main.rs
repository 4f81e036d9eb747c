//! The service as its users meet it: a real server on a port of its own, a fresh database, the simulator inside, a clock that tests turn.

#![expect(
    unreachable_pub,
    clippy::unwrap_used,
    clippy::disallowed_methods,
    clippy::wrong_self_convention,
    reason = "test support is shared between the files of this binary, and a test that cannot go on says where"
)]

mod audit;
mod auth;
mod channel;
mod cli;
mod contacts;
mod conversations;
mod demo;
mod http;
mod invitations;
mod me;
mod media;
mod members;
mod messages;
mod meta;
mod notes;
mod openapi;
mod permissions;
mod realtime;
mod restore;
mod setup;
mod stock_client;
mod support;
mod system;
mod tags;
mod webhook_events;
mod workspaces;
