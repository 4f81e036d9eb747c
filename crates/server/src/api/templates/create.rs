//! Write a template.

use app::views::MessageTemplateView;

use super::shapes::TemplateDefinition;
use crate::prelude::*;

/// Create a template at Meta, which reviews it: usually within minutes, at most a day.
///
/// What Meta is known to refuse is refused here already, with a pointer to its place. Another language of a name is a template of its own.
#[utoipa::path(post, path = "/workspaces/{workspace}/templates", tag = "templates", params(WorkspacePath),
    responses((status = CREATED, body = MessageTemplateView)))]
pub(super) async fn create_message_template(
    State(app): State<App>,
    member: Member<perm::ManageTemplates>,
    Json(request): Json<TemplateDefinition>,
) -> Result<(StatusCode, Json<MessageTemplateView>), ApiError> {
    let template = app.templates().create(&member.actor(), request.into()).await?;
    Ok((StatusCode::CREATED, Json(template)))
}
