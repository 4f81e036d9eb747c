#![doc = include_str!("../README.md")]

mod json;
#[macro_use]
mod wire;

#[cfg(feature = "client")]
pub mod client;
pub mod error;
pub mod flow;
pub mod ids;
pub mod inbound;
pub mod media;
pub mod outbound;
mod preview;
pub mod profile;
pub mod signature;
pub mod template;
pub mod webhook;

pub use error::{GraphError, GraphErrorBody};
pub use ids::Wamid;
pub use inbound::Content;
pub use outbound::OutboundContent;
pub use preview::MAX_PREVIEW;
pub use wire::Unreadable;
