//! Hands a file of ours to Meta just before a message refers to it; Meta keeps it for thirty days, and so we hand it over once in that time.

use std::time::Duration;

use cloud_api::client::{CallError, Upload};
use cloud_api::media::UPLOADED_ID_DAYS;
use futures::StreamExt as _;
use model::{MediaId, Timestamp, WorkspaceId};
use secrecy::SecretString;
use store::{MediaRow, SendFacts};
use tokio::sync::mpsc;

use crate::{App, Error, Result};

/// An id that ends sooner than this is not worth sending.
const SPARE: Duration = Duration::from_secs(24 * 60 * 60);
const DAY: Duration = Duration::from_secs(24 * 60 * 60);

/// Meta's id of the file on this number, uploading it if Meta has none that lasts.
pub(crate) async fn ensure_uploaded(app: &App, workspace_id: WorkspaceId, facts: &SendFacts, id: MediaId, token: &SecretString) -> Result<String> {
    let media = app.store().workspace(workspace_id).get_media(id).await?;
    if let Some(known) = known(&media, facts, app.now()) {
        return Ok(known);
    }
    let graph = app.graph(&facts.channel_kind)?;
    let uploaded = graph.number(&facts.phone_number_id, token).upload_media(form(app, &media)?).await;
    let meta_media_id = uploaded.map_err(|error| match error {
        CallError::Graph(graph) => Error::from(*graph),
        // An upload that went twice is two files at Meta, not two messages: safe to try again.
        CallError::NotSent(_) | CallError::Unknown(_) => Error::unavailable("media.upload_failed", "The file could not be handed to WhatsApp."),
    })?;
    let mut tx = app.store().begin().await?;
    let until = tx.now() + DAY * UPLOADED_ID_DAYS;
    tx.workspace(workspace_id)
        .set_meta_media_id(id, facts.channel_id, &meta_media_id, until)
        .await?;
    tx.commit().await?;
    Ok(meta_media_id)
}

/// Ids belong to the number they were made on.
fn known(media: &MediaRow, facts: &SendFacts, now: Timestamp) -> Option<String> {
    let lasts = media.meta_expires_at.is_some_and(|end| end > now + SPARE);
    media
        .meta_media_id
        .clone()
        .filter(|_| lasts && media.channel_id == Some(facts.channel_id))
}

/// Reads the file while it is sent, in a task of its own.
fn form(app: &App, media: &MediaRow) -> Result<Upload> {
    let missing = || Error::not_found("media.not_ready", "The file is not here any more.");
    let key = media.storage_key.clone().ok_or_else(missing)?;
    let length = media.size.and_then(|size| u64::try_from(size).ok()).ok_or_else(missing)?;
    let (chunks, receiver) = mpsc::channel(4);
    let reader = app.clone();
    app.spawn(async move {
        let mut source = match reader.files().read(&key, None).await {
            Ok(source) => source,
            Err(error) => return drop(chunks.send(Err(std::io::Error::other(error))).await),
        };
        while let Some(chunk) = source.next().await {
            if chunks.send(chunk.map_err(std::io::Error::other)).await.is_err() {
                return;
            }
        }
    });
    let stream = futures::stream::unfold(receiver, async |mut receiver| receiver.recv().await.map(|chunk| (chunk, receiver)));
    let filename = media.filename.clone().unwrap_or_else(|| "file".to_owned());
    Ok(Upload::stream(stream, length, media.mime_type.clone(), filename))
}
