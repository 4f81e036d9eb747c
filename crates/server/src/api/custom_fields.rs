//! Fields of contacts that have a type.

mod create;
mod delete;
mod list;
mod update;

use crate::prelude::*;

pub(super) fn routes() -> Routes {
    Routes::new()
        .routes(routes!(list::list_custom_fields, create::create_custom_field))
        .routes(routes!(update::update_custom_field, delete::delete_custom_field))
}

/// Paths that name a field.
#[derive(Debug, Clone, Copy, Deserialize, IntoParams)]
#[into_params(parameter_in = Path)]
pub(super) struct CustomFieldPath {
    /// The workspace's id.
    #[expect(dead_code, reason = "the guard reads it; the document needs it")]
    workspace: WorkspaceId,
    /// The field's id.
    custom_field: CustomFieldId,
}
