//! Change a template.

use app::templates::TemplateChange;
use app::views::MessageTemplateView;
use serde_json::Value;

use super::TemplatePath;
use crate::prelude::*;

/// What to change; the parts are replaced as a whole.
#[derive(Debug, Deserialize, ToSchema)]
pub(super) struct UpdateMessageTemplate {
    /// Another category; an approved template keeps its own.
    category: Option<String>,
    /// Header, body, footer, buttons …: all of them, as on the wire.
    #[schema(value_type = Vec<Object>)]
    components: Vec<Value>,
    /// How long Meta tries to deliver, in seconds.
    message_send_ttl_seconds: Option<i64>,
}

/// Update a template at Meta, which reviews it again.
///
/// Only approved, rejected and paused templates can be changed; approved ones once a day and ten times in thirty days.
#[utoipa::path(patch, path = "/workspaces/{workspace}/templates/{template}", tag = "templates", params(TemplatePath),
    responses((status = OK, body = MessageTemplateView)))]
pub(super) async fn update_message_template(
    State(app): State<App>,
    member: Member<perm::ManageTemplates>,
    Path(path): Path<TemplatePath>,
    Json(request): Json<UpdateMessageTemplate>,
) -> Result<Json<MessageTemplateView>, ApiError> {
    let change = TemplateChange {
        category: request.category,
        components: request.components,
        message_send_ttl_seconds: request.message_send_ttl_seconds,
    };
    Ok(Json(app.templates().update(&member.actor(), path.template, change).await?))
}
