//! `POST /{version}/{phone_number_id}/media`: take a file to send.

use axum::extract::Multipart;
use axum::extract::multipart::MultipartRejection;
use serde_json::{Value, json};

use super::NumberPath;
use crate::auth::Program;
use crate::error::MetaError;
use crate::prelude::*;

/// Upload a file to send, as Meta's Cloud API does: a form with `messaging_product`, `type` and `file`.
///
/// The id it answers stands where Meta's would in a message sent here; it is ours, and unknown to Meta itself.
#[utoipa::path(post, path = "/graph/{version}/{phone_number_id}/media", tag = "graph", params(NumberPath),
    request_body(content = Value, content_type = "multipart/form-data", description = "`messaging_product`, `type`, `file`"),
    responses((status = OK, body = Value, description = "`{\"id\": \"med_…\"}`")))]
pub(super) async fn graph_upload_media(
    State(app): State<App>,
    program: Program<perm::UploadMedia>,
    axum::extract::Path(path): axum::extract::Path<NumberPath>,
    form: Result<Multipart, MultipartRejection>,
) -> Result<axum::Json<Value>, MetaError> {
    path.check()?;
    app.passthrough().channel(program.workspace_id(), &path.phone_number_id).await?;
    let wrong = |detail: &str| MetaError::from(ApiError::invalid_field("/file", "missing_field", detail));
    let mut form = form.map_err(|_| wrong("The body must be a form with the part `file`."))?;
    let mut declared: Option<String> = None;
    while let Some(part) = form.next_field().await.map_err(|_| wrong("The form could not be read."))? {
        match part.name() {
            Some("file") => {
                let filename = part.file_name().map(str::to_owned);
                let kind = part.content_type().map(str::to_owned);
                let declared = declared.or(kind).unwrap_or_default();
                let media = app.media().upload(&program.actor(), filename.as_deref(), &declared, part).await?;
                return Ok(axum::Json(json!({ "id": media.id })));
            }
            Some("type") => declared = part.text().await.ok(),
            _ => drop(part.bytes().await),
        }
    }
    Err(wrong("The form needs the part `file`."))
}
