//! Add a field.

use app::custom_fields::CustomFieldRequest;
use app::views::{CustomFieldView, FieldKind};

use crate::prelude::*;

/// A field to add.
#[derive(Debug, Deserialize, ToSchema)]
pub(super) struct CreateCustomField {
    /// The name of its value in `attributes`: lower-case letters, digits and `_`, at most 40; made from the label when absent.
    #[schema(example = "delivery_day")]
    key: Option<String>,
    /// What people call it.
    #[schema(min_length = 1, max_length = 100, example = "Delivery day")]
    label: String,
    /// What values it takes; for good.
    kind: FieldKind,
    /// What can be chosen, when it is a choice: one to a hundred.
    #[serde(default)]
    choices: Vec<String>,
}

/// Create a custom field.
///
/// Values that contacts have under this key already stay as they are until they are changed. A workspace has at most 50 fields.
#[utoipa::path(post, path = "/workspaces/{workspace}/custom-fields", tag = "custom-fields", params(WorkspacePath),
    responses((status = CREATED, body = CustomFieldView)))]
pub(super) async fn create_custom_field(
    State(app): State<App>,
    member: Member<perm::ManageCustomFields>,
    Json(request): Json<CreateCustomField>,
) -> Result<(StatusCode, Json<CustomFieldView>), ApiError> {
    let CreateCustomField { key, label, kind, choices } = request;
    let request = CustomFieldRequest { key, label, kind, choices };
    Ok((StatusCode::CREATED, Json(app.custom_fields().create(&member.actor(), request).await?)))
}
