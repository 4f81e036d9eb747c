//! Take a file to send.

use app::views::MediaView;
use axum::extract::Multipart;
use axum::extract::multipart::MultipartRejection;

use crate::prelude::*;

/// A file, as a form.
#[derive(ToSchema)]
#[expect(dead_code, reason = "describes the form for the document")]
pub(super) struct UploadMedia {
    /// The file, with its name and type.
    #[schema(value_type = String, format = Binary)]
    file: Vec<u8>,
}

/// Upload a file to send, as the part `file` of a form.
///
/// What it is, its own bytes say. WhatsApp's limits for the kind of message are checked when it is sent.
#[utoipa::path(post, path = "/workspaces/{workspace}/media", tag = "media", params(WorkspacePath),
    request_body(content = UploadMedia, content_type = "multipart/form-data"), responses((status = CREATED, body = MediaView)))]
pub(super) async fn upload_media(
    State(app): State<App>,
    member: Member<perm::UploadMedia>,
    form: Result<Multipart, MultipartRejection>,
) -> Result<(StatusCode, Json<MediaView>), ApiError> {
    let mut form = form.map_err(|_| {
        ApiError::new(Code::RequestUnsupportedMediaType, "The body must be a form with the part `file`.")
            .remedy("Send Content-Type: multipart/form-data.")
    })?;
    let part = form.next_field().await.map_err(|_| malformed())?;
    let Some(file) = part.filter(|part| part.name() == Some("file")) else {
        return Err(ApiError::invalid_field("/file", "missing_field", "The form's first part must be `file`."));
    };
    let (filename, declared) = (file.file_name().map(str::to_owned), file.content_type().unwrap_or_default().to_owned());
    let media = app.media().upload(&member.actor(), filename.as_deref(), &declared, file).await?;
    Ok((StatusCode::CREATED, Json(media)))
}

fn malformed() -> ApiError {
    ApiError::new(Code::RequestMalformed, "The form could not be read.")
}
