//! Wake a paused template.

use app::views::MessageTemplateView;

use super::TemplatePath;
use crate::prelude::*;

/// Unpause a template that Meta's pacing paused.
#[utoipa::path(post, path = "/workspaces/{workspace}/templates/{template}/unpause", tag = "templates", params(TemplatePath),
    responses((status = OK, body = MessageTemplateView)))]
pub(super) async fn unpause_message_template(
    State(app): State<App>,
    member: Member<perm::ManageTemplates>,
    Path(path): Path<TemplatePath>,
) -> Result<Json<MessageTemplateView>, ApiError> {
    Ok(Json(app.templates().unpause(&member.actor(), path.template).await?))
}
