//! What tests start from: `TestApp::start().await`, then `app.tenant("Lumen Home").await.owner.get("/members").await`.

mod app;
mod client;
mod flows;
mod forms;
mod inbox;
mod tenant;
mod wire;

pub use app::{TestApp, http, on_both, on_both_with};
pub use client::{Answer, Client};
pub(crate) use flows::{publish_flow, publish_flow_with};
pub use inbox::Inbox;
pub use tenant::Tenant;
pub use wire::{Hello, Transport, Wire};
