//! What tests start from: `TestApp::start().await`, then `app.tenant("Lumen Home").await.owner.get("/members").await`.

mod app;
mod client;
mod tenant;

pub use app::{TestApp, on_both};
pub use client::{Answer, Client};
pub use tenant::Tenant;
