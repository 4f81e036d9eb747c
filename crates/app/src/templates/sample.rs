//! Sample files: uploaded to Meta through the app, so that its reviewers see what a header will look like.

use bytes::Bytes;
use cloud_api::media::MediaKind;
use serde_json::json;

use super::Templates;
use crate::channels::from_call;
use crate::{Actor, Error, Result};

/// What samples and profile pictures can be (*Resumable Upload API*): type, and the most bytes Meta takes in a message of that kind.
const TYPES: [(&str, MediaKind); 5] = [
    ("image/jpeg", MediaKind::Image),
    ("image/png", MediaKind::Image),
    ("video/mp4", MediaKind::Video),
    ("video/3gpp", MediaKind::Video),
    ("application/pdf", MediaKind::Document),
];

impl Templates<'_> {
    /// Hands a file to Meta and gives its handle, to be named in the definition soon after.
    pub async fn upload_sample(&self, actor: &Actor, filename: &str, mime_type: &str, content: Bytes) -> Result<String> {
        let mime_type = checked(mime_type, content.len())?;
        let connected = self.0.channels().connected(actor).await?;
        let uploaded = connected
            .graph
            .upload_sample(&connected.meta_app.app_id, &connected.token, filename, mime_type, content)
            .await;
        let handle = uploaded.map_err(from_call)?;
        let mut tx = self.0.store().begin().await?;
        let mut workspace = tx.workspace(actor.workspace_id);
        workspace
            .append_audit(&actor.audit("template.sample_uploaded", "channel", connected.channel.id, json!({ "type": mime_type })))
            .await?;
        tx.commit().await?;
        Ok(handle)
    }
}

/// The type as Meta knows it, if Meta takes such a file at all.
fn checked(mime_type: &str, length: usize) -> Result<&'static str> {
    let essence = mime_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    let Some((known, kind)) = TYPES.iter().find(|(known, _)| *known == essence) else {
        return Err(Error::invalid(
            "/file",
            "template.sample_type",
            "A sample is a JPEG or PNG picture, an MP4 video, or a PDF document.",
        ));
    };
    let most = kind.max_bytes();
    if length == 0 || length as u64 > most {
        return Err(Error::invalid(
            "/file",
            "template.sample_size",
            format!("A file of this kind has at most {} MB.", most / (1024 * 1024)),
        ));
    }
    Ok(known)
}
