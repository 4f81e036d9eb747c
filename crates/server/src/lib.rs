//! PrismWA's HTTP face: configuration, sign-in, routes, the web app, the command line. It has no rules of its own: those live in `app`.

mod api;
pub mod auth;
pub mod config;
pub mod error;
mod extract;
mod prelude;
pub mod request;
mod routes;
pub mod state;

/// PrismWA's version.
pub const VERSION: &str = env!("CARGO_PKG_VERSION");
