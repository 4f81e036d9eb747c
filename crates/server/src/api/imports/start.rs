//! Run an import.

use app::views::ImportView;

use super::{ImportPath, ImportRequest};
use crate::prelude::*;

/// Start an import.
///
/// Goes on in the background in lots, also over a restart: read the import for its progress. Its file is forgotten when it is done.
#[utoipa::path(post, path = "/workspaces/{workspace}/imports/{import}/start", tag = "imports", params(ImportPath),
    responses((status = ACCEPTED, body = ImportView)))]
pub(super) async fn start_import(
    State(app): State<App>,
    member: Member<perm::ImportContacts>,
    Path(path): Path<ImportPath>,
    Json(request): Json<ImportRequest>,
) -> Result<(StatusCode, Json<ImportView>), ApiError> {
    let import = app.imports().start(&member.actor(), path.import, request.into()).await?;
    Ok((StatusCode::ACCEPTED, Json(import)))
}
