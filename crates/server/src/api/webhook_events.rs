//! Raw deliveries from Meta, as far as they concern the workspace.

mod discard;
mod get;
mod list;
mod replay;
mod replay_dead;
mod stats;

use crate::prelude::*;

pub(super) fn routes() -> Routes {
    Routes::new()
        .routes(routes!(list::list_webhook_events))
        .routes(routes!(stats::count_webhook_events))
        .routes(routes!(replay_dead::replay_dead_webhook_events))
        .routes(routes!(get::get_webhook_event))
        .routes(routes!(replay::replay_webhook_event))
        .routes(routes!(discard::discard_webhook_event))
}

/// Paths that name a delivery.
#[derive(Debug, Clone, Copy, Deserialize, IntoParams)]
#[into_params(parameter_in = Path)]
pub(super) struct WebhookEventPath {
    /// The workspace's id.
    #[expect(dead_code, reason = "the guard reads it; the document needs it")]
    workspace: WorkspaceId,
    /// The delivery's id.
    event: WebhookEventId,
}
