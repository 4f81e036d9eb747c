//! The store on both databases. One file per noun; two workspaces wherever rows belong to one.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on says where")]

mod audit;
mod channels;
mod contacts;
mod conversations;
mod core;
mod flows;
mod jobs;
mod media;
mod merge;
mod messages;
mod notes;
mod people;
mod plans;
mod search;
mod webhooks;
