//! Forget an import.

use super::ImportPath;
use crate::prelude::*;

/// Delete an import with its file and its errors. Its contacts stay.
#[utoipa::path(delete, path = "/workspaces/{workspace}/imports/{import}", tag = "imports", params(ImportPath), responses((status = NO_CONTENT)))]
pub(super) async fn delete_import(
    State(app): State<App>,
    member: Member<perm::ImportContacts>,
    Path(path): Path<ImportPath>,
) -> Result<StatusCode, ApiError> {
    app.imports().delete(&member.actor(), path.import).await?;
    Ok(StatusCode::NO_CONTENT)
}
