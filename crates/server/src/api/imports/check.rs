//! See what an import would do.

use app::views::ImportView;

use super::{ImportPath, ImportRequest};
use crate::prelude::*;

/// Check an import without changing anything.
///
/// Goes on in the background: read the import for its progress; when it is `checked`, the counts say what would happen.
#[utoipa::path(post, path = "/workspaces/{workspace}/imports/{import}/check", tag = "imports", params(ImportPath),
    responses((status = ACCEPTED, body = ImportView)))]
pub(super) async fn check_import(
    State(app): State<App>,
    member: Member<perm::ImportContacts>,
    Path(path): Path<ImportPath>,
    Json(request): Json<ImportRequest>,
) -> Result<(StatusCode, Json<ImportView>), ApiError> {
    let import = app.imports().check(&member.actor(), path.import, request.into()).await?;
    Ok((StatusCode::ACCEPTED, Json(import)))
}
