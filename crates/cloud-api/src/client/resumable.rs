//! Resumable uploads: sample files of templates, and profile pictures (*Resumable Upload API*). What comes back is a handle, not a media id.

use bytes::Bytes;
use secrecy::SecretString;

use super::Client;
use super::error::CallError;
use crate::wire;

impl Client {
    /// Uploads a file through the app (`POST /{app}/uploads`, then `POST /upload:…`) and returns its handle, good for one use soon after.
    pub async fn upload_sample(
        &self,
        app_id: &str,
        token: &SecretString,
        filename: &str,
        mime_type: &str,
        content: Bytes,
    ) -> Result<String, CallError> {
        let length = content.len();
        let mut url = self.url(&[app_id, "uploads"]);
        url.query_pairs_mut()
            .append_pair("file_name", filename)
            .append_pair("file_length", &length.to_string())
            .append_pair("file_type", mime_type);
        let session = self.post(url, token, &serde_json::json!({}), self.timeouts.manage).await?;
        let session = wire::text(session.get("id")).ok_or_else(|| CallError::unknown("Meta's answer holds no upload session", Some(200)))?;
        // The session's id carries its signature as a query, `upload:…?sig=…`, so it is not a path to be escaped.
        let url = self.session_url(&session)?;
        let answer = self.post_file(url, token, content, self.timeouts.upload).await?;
        wire::text(answer.get("h")).ok_or_else(|| CallError::unknown("Meta's answer holds no handle", Some(200)))
    }

    fn session_url(&self, session: &str) -> Result<reqwest::Url, CallError> {
        let (path, query) = session.split_once('?').unwrap_or((session, ""));
        if !path.starts_with("upload:") || path.contains('/') {
            return Err(CallError::unknown("Meta's answer holds no upload session", Some(200)));
        }
        let mut url = self.url(&[path]);
        url.set_query(Some(query).filter(|query| !query.is_empty()));
        Ok(url)
    }
}
