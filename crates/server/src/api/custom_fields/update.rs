//! Change a field.

use app::custom_fields::CustomFieldPatch;
use app::views::CustomFieldView;

use super::CustomFieldPath;
use crate::prelude::*;

/// What to change; what is absent stays.
#[derive(Debug, Deserialize, ToSchema)]
pub(super) struct UpdateCustomField {
    /// What people call it.
    #[schema(min_length = 1, max_length = 100)]
    label: Option<String>,
    /// What can be chosen. Contacts keep what is no longer among it until they are changed.
    choices: Option<Vec<String>>,
    /// Its place among the others, the smallest first.
    position: Option<i64>,
}

/// Update a custom field. Its key and its kind stay.
#[utoipa::path(patch, path = "/workspaces/{workspace}/custom-fields/{custom_field}", tag = "custom-fields", params(CustomFieldPath),
    responses((status = OK, body = CustomFieldView)))]
pub(super) async fn update_custom_field(
    State(app): State<App>,
    member: Member<perm::ManageCustomFields>,
    Path(path): Path<CustomFieldPath>,
    Json(request): Json<UpdateCustomField>,
) -> Result<Json<CustomFieldView>, ApiError> {
    let UpdateCustomField { label, choices, position } = request;
    let patch = CustomFieldPatch { label, choices, position };
    Ok(Json(app.custom_fields().update(&member.actor(), path.custom_field, patch).await?))
}
