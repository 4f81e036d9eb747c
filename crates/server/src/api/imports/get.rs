//! One import.

use app::views::ImportView;

use super::ImportPath;
use crate::prelude::*;

/// Read an import: while it is checked or runs, how far it has come.
#[utoipa::path(get, path = "/workspaces/{workspace}/imports/{import}", tag = "imports", params(ImportPath), responses((status = OK, body = ImportView)))]
pub(super) async fn get_import(
    State(app): State<App>,
    member: Member<perm::ImportContacts>,
    Path(path): Path<ImportPath>,
) -> Result<Json<ImportView>, ApiError> {
    let import = app.store().workspace(member.workspace_id).get_import(path.import).await?;
    Ok(Json(import.into()))
}
