//! The service as its users meet it: a real server on a port of its own, a fresh database, the simulator inside, a clock that tests turn.

mod audit;
mod auth;
mod cli;
mod http;
mod invitations;
mod me;
mod members;
mod meta;
mod openapi;
mod permissions;
mod realtime;
mod setup;
mod support;
mod system;
mod workspaces;
