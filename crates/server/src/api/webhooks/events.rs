//! The events that can be sent.

use crate::prelude::*;

/// An event that can be sent.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct WebhookEventType {
    /// Its word, which a webhook is asked for and gets as `type`.
    #[schema(example = "message.created")]
    event: &'static str,
    /// When it happens.
    when: &'static str,
    /// What it carries as `data`, in the words of this interface's schemas.
    data: &'static str,
}

/// List the events that outgoing webhooks can be sent.
#[utoipa::path(get, path = "/workspaces/{workspace}/webhooks/event-types", tag = "webhooks", params(WorkspacePath),
    responses((status = OK, body = Page<WebhookEventType>)))]
pub(super) async fn list_webhook_event_types(_: State<App>, _: Member<perm::ManageWebhooks>) -> Result<Json<Page<WebhookEventType>>, ApiError> {
    let types = app::webhooks::event_types().map(|kind| WebhookEventType {
        event: kind.kind,
        when: kind.when,
        data: kind.data,
    });
    Ok(Json(Page::whole(types.collect())))
}
