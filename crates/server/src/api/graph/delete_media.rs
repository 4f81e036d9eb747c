//! `DELETE /{version}/{media_id}`: a program is done with a file.

use serde_json::{Value, json};

use super::MediaPath;
use crate::auth::Program;
use crate::error::MetaError;
use crate::prelude::*;

/// Delete a file that was uploaded to be sent, as Meta's Cloud API does. One that messages of the inbox carry stays with them.
#[utoipa::path(delete, path = "/graph/{version}/{media_id}", tag = "graph", params(MediaPath),
    responses((status = OK, body = Value, description = "`{\"success\": true}`")))]
pub(super) async fn graph_delete_media(
    State(app): State<App>,
    program: Program<perm::UploadMedia>,
    axum::extract::Path(path): axum::extract::Path<MediaPath>,
) -> Result<axum::Json<Value>, MetaError> {
    let done = app.media().discard(&program.actor(), path.id()?).await;
    path.or_missing(done)?;
    Ok(axum::Json(json!({ "success": true })))
}
