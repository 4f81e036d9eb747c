//! The service as its users meet it: a real server on a port of its own, a fresh database, the simulator inside, a clock that tests turn.

mod audit;
mod auth;
mod channel;
mod cli;
mod contacts;
mod conversations;
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
mod setup;
mod support;
mod system;
mod tags;
mod webhook_events;
mod workspaces;
