//! The one door to addresses that somebody typed: webhooks, requests of flows, `fetch` of functions, endpoints of forms, language models.
//!
//! [`Client::send`] reads the address once, resolves the name once, and connects only to addresses that the [`Policy`] lets through; what was checked is
//! what is connected to, at every hop. No proxy of the environment is asked, nothing is remembered between requests but idle connections, and every
//! answer is limited in time, bytes and headers. What is blocked looks the same whatever the reason, so that nobody can feel their way through a network.

mod address;
mod answer;
mod client;
mod door;
mod error;
mod headers;
mod policy;
mod request;
mod resolve;
mod rule;
mod target;

pub use address::is_public;
pub use client::Client;
pub use error::{Error, Setup};
pub use headers::is_allowed as is_allowed_header;
pub use policy::Policy;
pub use request::{Overflow, Redirects, Request, Response};
pub use resolve::{Resolve, Resolving, SystemResolver};
pub use rule::{BadRule, Rule};
