//! PrismWA's HTTP face: configuration, sign-in, routes, the web app, the command line. It has no rules of its own: those live in `app`.

mod api;
pub mod auth;
pub mod boot;
pub mod cli;
pub mod config;
mod disk;
mod docs;
pub mod error;
mod extract;
mod far;
mod health;
mod hooks;
mod meta;
pub mod metrics;
pub mod network;
pub mod openapi;
mod prelude;
mod realtime;
pub mod request;
pub mod router;
pub mod routes;
mod shapes;
pub mod state;
mod web;

/// PrismWA's version.
pub const VERSION: &str = env!("CARGO_PKG_VERSION");
