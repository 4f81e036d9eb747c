//! `GET /{version}/{media_id}`: where a file can be fetched.

use serde_json::{Value, json};

use super::MediaPath;
use crate::auth::Program;
use crate::error::MetaError;
use crate::prelude::*;

/// Where a file of a conversation can be fetched, as Meta's Cloud API says it. The address works for five minutes, without a token.
#[utoipa::path(get, path = "/graph/{version}/{media_id}", tag = "graph", params(MediaPath),
    responses((status = OK, body = Value, description = "`messaging_product`, `url`, `mime_type`, `sha256`, `file_size`, `id`")))]
pub(super) async fn graph_get_media(
    State(app): State<App>,
    program: Program<perm::ReadMedia>,
    axum::extract::Path(path): axum::extract::Path<MediaPath>,
) -> Result<axum::Json<Value>, MetaError> {
    let id = path.id()?;
    let found = app.store().workspace(program.workspace_id()).get_media(id).await;
    let media = path.or_missing(found.map_err(app::Error::from))?;
    let link = app.media().link(&program.actor(), id).await?;
    let base = app.config().public_url.trim_end_matches('/');
    Ok(axum::Json(json!({
        "messaging_product": "whatsapp",
        "url": format!("{base}{}", link.url),
        "mime_type": media.mime_type,
        "sha256": media.sha256,
        "file_size": media.size,
        "id": media.id,
    })))
}
