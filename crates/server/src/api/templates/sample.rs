//! Upload a sample file for a template's header.

use axum::extract::Multipart;
use axum::extract::multipart::MultipartRejection;

use crate::prelude::*;

/// A file, as a form.
#[derive(ToSchema)]
#[expect(dead_code, reason = "describes the form for the document")]
pub(super) struct UploadTemplateSample {
    /// The file, with its name and type.
    #[schema(value_type = String, format = Binary)]
    file: Vec<u8>,
}

/// What a definition names the sample by.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct TemplateSample {
    /// Put it into the header's `example.header_handle`; it is good for one submission.
    handle: String,
}

/// Upload a sample file to Meta, as the part `file` of a form: a picture (JPEG, PNG), an MP4 video or a PDF.
#[utoipa::path(post, path = "/workspaces/{workspace}/templates/samples", tag = "templates", params(WorkspacePath),
    request_body(content = UploadTemplateSample, content_type = "multipart/form-data"), responses((status = CREATED, body = TemplateSample)))]
pub(super) async fn upload_template_sample(
    State(app): State<App>,
    member: Member<perm::ManageTemplates>,
    form: Result<Multipart, MultipartRejection>,
) -> Result<(StatusCode, Json<TemplateSample>), ApiError> {
    let mut form = form.map_err(|_| {
        ApiError::new(Code::RequestUnsupportedMediaType, "The body must be a form with the part `file`.")
            .remedy("Send Content-Type: multipart/form-data.")
    })?;
    let malformed = || ApiError::new(Code::RequestMalformed, "The form could not be read.");
    let part = form.next_field().await.map_err(|_| malformed())?;
    let Some(file) = part.filter(|part| part.name() == Some("file")) else {
        return Err(ApiError::invalid_field("/file", "missing_field", "The form's first part must be `file`."));
    };
    let (filename, declared) = (
        file.file_name().unwrap_or("sample").to_owned(),
        file.content_type().unwrap_or_default().to_owned(),
    );
    let content = file.bytes().await.map_err(|_| malformed())?;
    let handle = app.templates().upload_sample(&member.actor(), &filename, &declared, content).await?;
    Ok((StatusCode::CREATED, Json(TemplateSample { handle })))
}
