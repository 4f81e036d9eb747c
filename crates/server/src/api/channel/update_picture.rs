//! Change the profile picture.

use axum::extract::Multipart;
use axum::extract::multipart::MultipartRejection;

use super::profile::ChannelProfile;
use crate::prelude::*;

/// A picture, as a form.
#[derive(ToSchema)]
#[expect(dead_code, reason = "describes the form for the document")]
pub(super) struct UpdateChannelPicture {
    /// The picture: JPEG or PNG, at most 5 MB, square for best results.
    #[schema(value_type = String, format = Binary)]
    file: Vec<u8>,
}

/// Change the picture contacts see, as the part `file` of a form.
#[utoipa::path(post, path = "/workspaces/{workspace}/channel/profile/picture", tag = "channel", params(WorkspacePath),
    request_body(content = UpdateChannelPicture, content_type = "multipart/form-data"), responses((status = OK, body = ChannelProfile)))]
pub(super) async fn update_channel_picture(
    State(app): State<App>,
    member: Member<perm::ManageChannel>,
    form: Result<Multipart, MultipartRejection>,
) -> Result<Json<ChannelProfile>, ApiError> {
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
        file.file_name().unwrap_or("picture").to_owned(),
        file.content_type().unwrap_or_default().to_owned(),
    );
    let content = file.bytes().await.map_err(|_| malformed())?;
    let profile = app.channels().update_picture(&member.actor(), &filename, &declared, content).await?;
    Ok(Json(profile.into()))
}
