//! One template.

use app::views::MessageTemplateView;

use super::TemplatePath;
use crate::prelude::*;

/// Read a template in one language, with all its parts.
#[utoipa::path(get, path = "/workspaces/{workspace}/templates/{template}", tag = "templates", params(TemplatePath),
    responses((status = OK, body = MessageTemplateView)))]
pub(super) async fn get_message_template(
    State(app): State<App>,
    member: Member<perm::ReadTemplates>,
    Path(path): Path<TemplatePath>,
) -> Result<Json<MessageTemplateView>, ApiError> {
    let row = app.store().workspace(member.workspace_id).get_template(path.template).await;
    Ok(Json(row.map_err(app::Error::from)?.into()))
}
