//! What was sent, and what came of it.

use app::views::{DeliveryState, WebhookDeliveryView};

use super::{WebhookDeliveryPath, WebhookPath};
use crate::prelude::*;

/// Which deliveries, and from where.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct ListWebhookDeliveries {
    /// Only in this state.
    state: Option<DeliveryState>,
    /// Rows of a page, 1 to 500; 50 when absent.
    #[param(minimum = 1, maximum = 500, default = 50)]
    limit: Option<u32>,
    /// `next_cursor` of the page before.
    cursor: Option<String>,
}

/// List the deliveries of an outgoing webhook, the latest first, without what is sent. They are kept for 30 days.
#[utoipa::path(get, path = "/workspaces/{workspace}/webhooks/{webhook}/deliveries", tag = "webhooks", params(WebhookPath, ListWebhookDeliveries),
    responses((status = OK, body = Page<WebhookDeliveryView>)))]
pub(super) async fn list_webhook_deliveries(
    State(app): State<App>,
    member: Member<perm::ManageWebhooks>,
    Path(path): Path<WebhookPath>,
    Query(query): Query<ListWebhookDeliveries>,
) -> Result<Json<Page<WebhookDeliveryView>>, ApiError> {
    let limit = query.limit.map_or_else(store::Limit::default, store::Limit::clamped);
    let webhooks = app.webhooks();
    let page = webhooks.deliveries(member.workspace_id, path.webhook, query.state, limit, query.cursor.as_deref());
    Ok(Json(page.await?.into()))
}

/// Get one delivery of an outgoing webhook, with what is sent.
#[utoipa::path(get, path = "/workspaces/{workspace}/webhooks/{webhook}/deliveries/{webhook_delivery}", tag = "webhooks", params(WebhookDeliveryPath),
    responses((status = OK, body = WebhookDeliveryView)))]
pub(super) async fn get_webhook_delivery(
    State(app): State<App>,
    member: Member<perm::ManageWebhooks>,
    Path(path): Path<WebhookDeliveryPath>,
) -> Result<Json<WebhookDeliveryView>, ApiError> {
    Ok(Json(
        app.webhooks().delivery(member.workspace_id, path.webhook, path.webhook_delivery).await?,
    ))
}
