//! The simulator over real HTTP: a stub bot on loopback receives its webhooks and calls its Graph API.

mod control;
mod delivery;
mod faults;
mod graph;
mod lifecycle;
mod media;
mod phones;
mod sends;
mod stage;
mod statuses;
mod subscriptions;
mod templates;
