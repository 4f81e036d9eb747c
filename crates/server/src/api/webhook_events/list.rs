//! The deliveries, newest first.

use app::views::{WebhookEventState, WebhookEventView};
use store::WebhookEventFilter;

use crate::prelude::*;

/// Which deliveries, and from where.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct ListWebhookEvents {
    /// Only in this state.
    state: Option<WebhookEventState>,
    /// Only those that carry this webhook field, such as `messages`.
    #[param(max_length = 100)]
    field: Option<String>,
    /// Not before this moment.
    from: Option<Timestamp>,
    /// Before this moment.
    to: Option<Timestamp>,
    /// Rows of a page, 1 to 500; 50 when absent.
    #[param(minimum = 1, maximum = 500, default = 50)]
    limit: Option<u32>,
    /// `next_cursor` of the page before.
    cursor: Option<String>,
}

/// List deliveries from Meta that concern this workspace, newest first.
///
/// With `field`, `from` or `to` a page looks through at most 5,000 deliveries: it may be short, or empty, and still have a `next_cursor`.
#[utoipa::path(get, path = "/workspaces/{workspace}/webhook-events", tag = "webhook events", params(WorkspacePath, ListWebhookEvents),
    responses((status = OK, body = Page<WebhookEventView>)))]
pub(super) async fn list_webhook_events(
    State(app): State<App>,
    member: Member<perm::ReadWebhookEvents>,
    Query(query): Query<ListWebhookEvents>,
) -> Result<Json<Page<WebhookEventView>>, ApiError> {
    let limit = query.limit.map_or_else(store::Limit::default, store::Limit::clamped);
    let filter = WebhookEventFilter {
        state: query.state.map(WebhookEventState::as_str),
        field: query.field.filter(|field| !field.is_empty()),
        from: query.from,
        to: query.to,
    };
    let page = app
        .store()
        .workspace(member.workspace_id)
        .list_webhook_events(&filter, limit, query.cursor.as_deref())
        .await?;
    Ok(Json(page.map(WebhookEventView::from).into()))
}
