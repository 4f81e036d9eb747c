//! Files: upload, look up, delete.

use std::pin::Pin;

use bytes::Bytes;
use futures::stream::{Stream, StreamExt as _};
use reqwest::multipart::{Form, Part};

use super::Number;
use super::call;
use super::error::CallError;
use crate::wire::{self, Read as _};

/// A file on its way to Meta.
pub struct Upload {
    mime_type: String,
    filename: String,
    length: u64,
    content: Pin<Box<dyn Stream<Item = Result<Bytes, std::io::Error>> + Send + Sync>>,
}

/// What Meta knows about a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MediaInfo {
    /// The media id.
    pub id: String,
    /// Download address, good for five minutes with the bearer token.
    pub url: String,
    /// Type of the file.
    pub mime_type: Option<String>,
    /// Hash of the file, base64 or hex.
    pub sha256: Option<String>,
    /// Bytes.
    pub file_size: Option<u64>,
}

impl Upload {
    /// A file in memory.
    pub fn bytes(content: impl Into<Bytes>, mime_type: impl Into<String>, filename: impl Into<String>) -> Self {
        let content = content.into();
        let length = content.len() as u64;
        Self::stream(futures::stream::once(std::future::ready(Ok(content))), length, mime_type, filename)
    }

    /// A file of known length, read while it is sent.
    pub fn stream<S>(content: S, length: u64, mime_type: impl Into<String>, filename: impl Into<String>) -> Self
    where
        S: Stream<Item = Result<Bytes, std::io::Error>> + Send + Sync + 'static,
    {
        Self {
            mime_type: mime_type.into(),
            filename: filename.into(),
            length,
            content: Box::pin(content),
        }
    }

    fn into_form(self) -> Result<Form, CallError> {
        let file = Part::stream_with_length(reqwest::Body::wrap_stream(self.content), self.length)
            .file_name(self.filename)
            .mime_str(&self.mime_type)
            .map_err(|_| CallError::not_sent(format!("`{}` is not a MIME type", self.mime_type)))?;
        Ok(Form::new()
            .text("messaging_product", "whatsapp")
            .text("type", self.mime_type)
            .part("file", file))
    }
}

impl Number<'_> {
    /// Uploads a file (`POST /{number}/media`) and returns its media id, good for thirty days.
    pub async fn upload_media(&self, upload: Upload) -> Result<String, CallError> {
        // The form's own framing is measured with an empty file of the same name and type.
        let length = framing(&upload).await? + upload.length;
        let form = upload.into_form()?;
        let content_type = format!("multipart/form-data; boundary={}", form.boundary());
        let chunks = form.into_stream().map(|chunk| chunk.map_err(std::io::Error::other));
        let url = self.client.url(&[&self.id, "media"]);
        let answer = self
            .client
            .post_stream(url, self.token, &content_type, length, chunks, self.client.timeouts.upload)
            .await?;
        wire::text(answer.get("id")).ok_or_else(|| CallError::unknown("Meta's answer holds no media id", Some(200)))
    }

    /// Looks a file up (`GET /{media}`): its address changes with every call.
    ///
    /// Without `phone_number_id`: Meta takes it as the number the file was *uploaded* on and refuses with 100 when a contact sent it.
    pub async fn media(&self, media_id: &str) -> Result<MediaInfo, CallError> {
        let url = self.client.url(&[media_id]);
        let answer = self.client.get(url, self.token).await?;
        let text = |name: &str| wire::text(answer.get(name));
        Ok(MediaInfo {
            id: text("id").unwrap_or_else(|| media_id.to_owned()),
            url: text("url").ok_or_else(|| CallError::unknown("Meta's answer holds no download address", Some(200)))?,
            mime_type: text("mime_type"),
            sha256: text("sha256"),
            file_size: answer
                .get("file_size")
                .and_then(|size| i64::read(size).ok())
                .and_then(|size| u64::try_from(size).ok()),
        })
    }

    /// Deletes a file at Meta (`DELETE /{media}`).
    pub async fn delete_media(&self, media_id: &str) -> Result<(), CallError> {
        let mut url = self.client.url(&[media_id]);
        url.query_pairs_mut().append_pair("phone_number_id", &self.id);
        call::success(&self.client.delete(url, self.token).await?)
    }
}

/// Bytes of the form around the file.
async fn framing(upload: &Upload) -> Result<u64, CallError> {
    let empty = Upload::bytes(Bytes::new(), upload.mime_type.clone(), upload.filename.clone()).into_form()?;
    let mut chunks = std::pin::pin!(empty.into_stream());
    let mut length = 0;
    while let Some(chunk) = chunks.next().await {
        length += chunk.map_err(|error| CallError::not_sent(error.to_string()))?.len() as u64;
    }
    Ok(length)
}

impl std::fmt::Debug for Upload {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("Upload")
            .field("mime_type", &self.mime_type)
            .field("length", &self.length)
            .finish_non_exhaustive()
    }
}
