//! The simulator over real HTTP: a stub bot on loopback receives its webhooks and calls its Graph API.

#![expect(clippy::unwrap_used, reason = "a test says what is wrong by stopping")]
#![expect(clippy::disallowed_methods, reason = "the stub bot runs as long as its test, and calls like any client")]

mod client;
mod control;
mod delivery;
mod faults;
mod graph;
mod lifecycle;
mod media;
mod phones;
mod scenarios;
mod sends;
mod stage;
mod statuses;
mod subscriptions;
mod templates;
