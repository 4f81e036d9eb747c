//! The fields.

use app::views::CustomFieldView;

use crate::prelude::*;

/// List custom fields, in the order they are shown.
#[utoipa::path(get, path = "/workspaces/{workspace}/custom-fields", tag = "custom-fields", params(WorkspacePath),
    responses((status = OK, body = Page<CustomFieldView>)))]
pub(super) async fn list_custom_fields(State(app): State<App>, member: Member<perm::ReadContacts>) -> Result<Json<Page<CustomFieldView>>, ApiError> {
    let rows = app.store().workspace(member.workspace_id).list_custom_fields().await?;
    Ok(Json(Page::whole(rows.into_iter().map(CustomFieldView::from).collect())))
}
