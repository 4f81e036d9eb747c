//! Take a field away.

use super::CustomFieldPath;
use crate::prelude::*;

/// Delete a custom field. What contacts have under its key stays, without a type.
#[utoipa::path(delete, path = "/workspaces/{workspace}/custom-fields/{custom_field}", tag = "custom-fields", params(CustomFieldPath),
    responses((status = NO_CONTENT)))]
pub(super) async fn delete_custom_field(
    State(app): State<App>,
    member: Member<perm::ManageCustomFields>,
    Path(path): Path<CustomFieldPath>,
) -> Result<StatusCode, ApiError> {
    app.custom_fields().delete(&member.actor(), path.custom_field).await?;
    Ok(StatusCode::NO_CONTENT)
}
