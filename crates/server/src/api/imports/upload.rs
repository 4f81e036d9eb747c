//! Take a file of contacts.

use app::views::ImportView;
use axum::extract::Multipart;
use axum::extract::multipart::MultipartRejection;

use crate::prelude::*;

/// A file, as a form.
#[derive(ToSchema)]
#[expect(dead_code, reason = "describes the form for the document")]
pub(super) struct UploadImport {
    /// The table: CSV in UTF-8, UTF-16 or Windows-1252, with a header; at most 10 MB and 100,000 rows.
    #[schema(value_type = String, format = Binary)]
    file: Vec<u8>,
}

/// Upload a file of contacts, as the part `file` of a form.
///
/// Nothing is changed yet. The answer says how the file was read, shows its first rows, and guesses what each column is.
#[utoipa::path(post, path = "/workspaces/{workspace}/imports", tag = "imports", params(WorkspacePath),
    request_body(content = UploadImport, content_type = "multipart/form-data"), responses((status = CREATED, body = ImportView)))]
pub(super) async fn create_import(
    State(app): State<App>,
    member: Member<perm::ImportContacts>,
    form: Result<Multipart, MultipartRejection>,
) -> Result<(StatusCode, Json<ImportView>), ApiError> {
    let mut form = form.map_err(|_| {
        ApiError::new(Code::RequestUnsupportedMediaType, "The body must be a form with the part `file`.")
            .remedy("Send Content-Type: multipart/form-data.")
    })?;
    let malformed = |error: axum::extract::multipart::MultipartError| {
        let too_large = error.status() == StatusCode::PAYLOAD_TOO_LARGE;
        let code = if too_large { Code::RequestTooLarge } else { Code::RequestMalformed };
        ApiError::new(code, "The form could not be read. A file has at most 10 MB.")
    };
    let part = form.next_field().await.map_err(malformed)?;
    let Some(file) = part.filter(|part| part.name() == Some("file")) else {
        return Err(ApiError::invalid_field("/file", "missing_field", "The form's first part must be `file`."));
    };
    let name = file.file_name().unwrap_or_default().to_owned();
    let bytes = file.bytes().await.map_err(malformed)?;
    Ok((StatusCode::CREATED, Json(app.imports().upload(&member.actor(), &name, &bytes).await?)))
}
