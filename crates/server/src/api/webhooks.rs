//! Outgoing webhooks: where events of the workspace are sent.

mod create;
mod delete;
mod deliveries;
mod events;
mod get;
mod list;
mod redeliver;
mod rotate;
mod test;
mod update;

use model::{WebhookDeliveryId, WebhookId};

use crate::prelude::*;

pub(super) fn routes() -> Routes {
    Routes::new()
        .routes(routes!(list::list_webhooks, create::create_webhook))
        .routes(routes!(events::list_webhook_event_types))
        .routes(routes!(get::get_webhook, update::update_webhook, delete::delete_webhook))
        .routes(routes!(rotate::rotate_webhook_secret))
        .routes(routes!(test::test_webhook))
        .routes(routes!(redeliver::redeliver_failed_webhook_deliveries))
        .routes(routes!(deliveries::list_webhook_deliveries))
        .routes(routes!(deliveries::get_webhook_delivery))
        .routes(routes!(redeliver::redeliver_webhook_delivery))
}

/// Paths that name a webhook.
#[derive(Debug, Clone, Copy, Deserialize, IntoParams)]
#[into_params(parameter_in = Path)]
pub(super) struct WebhookPath {
    /// The workspace's id.
    #[expect(dead_code, reason = "the guard reads it; the document needs it")]
    workspace: WorkspaceId,
    /// The webhook's id.
    webhook: WebhookId,
}

/// Paths that name a delivery of a webhook.
#[derive(Debug, Clone, Copy, Deserialize, IntoParams)]
#[into_params(parameter_in = Path)]
pub(super) struct WebhookDeliveryPath {
    /// The workspace's id.
    #[expect(dead_code, reason = "the guard reads it; the document needs it")]
    workspace: WorkspaceId,
    /// The webhook's id.
    webhook: WebhookId,
    /// The delivery's id.
    webhook_delivery: WebhookDeliveryId,
}
