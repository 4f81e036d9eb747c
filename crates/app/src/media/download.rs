//! The job that fetches an inbound file from Meta, within the seven days Meta keeps it. The message is visible long before.
//!
//! Safe to run twice because a file that is here is not fetched again, and a second copy replaces nothing: the loser's file is deleted.

use std::time::Duration;

use bytes::Bytes;
use cloud_api::client::{CallError, Download, DownloadError};
use cloud_api::media::{MediaKind, MediaRef};
use futures::stream::{self, Stream, StreamExt as _};
use model::{MediaId, Timestamp, WorkspaceId};
use secrecy::SecretString;
use serde::{Deserialize, Serialize};
use store::{Channel, MediaRow, NewJob, StoredFile, WorkspaceTx};

use super::files::FileError;
use super::{Written, look, sniff};
use crate::job::JobError;
use crate::views::MediaState;
use crate::{App, Result, announce};

/// The job's name in the queue.
pub(crate) const KIND: &str = "media.download";

/// Ends well after the week in which Meta has the file: pauses grow to an hour.
const ATTEMPTS: i64 = 300;
/// Addresses work for five minutes; a queue may have held the job for longer.
const URL_LIFETIME: Duration = Duration::from_secs(4 * 60);
/// Meta refuses for a reason that a person mends (token, permission): look again after this.
const AFTER_REFUSAL: Duration = Duration::from_secs(15 * 60);

/// More than comes in one piece.
const LARGEST_CHUNK: u64 = 16 * 1024 * 1024;
/// A download in which nothing comes for so long is given up and tried again: it holds a place that others wait for.
const LONGEST_SILENCE: Duration = Duration::from_secs(30);

#[derive(Debug, Serialize, Deserialize)]
struct Payload {
    media_id: MediaId,
}

/// The job that fetches this file, from `now` on.
pub(crate) fn download_job(media_id: MediaId, now: Timestamp) -> NewJob {
    NewJob {
        kind: KIND,
        payload: serde_json::to_string(&Payload { media_id }).expect("an id is plain JSON"),
        dedupe_key: Some(media_id.to_string()),
        run_at: now,
        max_attempts: ATTEMPTS,
    }
}

/// Fetches one file.
pub(crate) async fn download(app: &App, workspace_id: WorkspaceId, payload: &str) -> Result<(), JobError> {
    let Payload { media_id } = serde_json::from_str(payload).map_err(JobError::fail)?;
    let workspace = app.store().workspace(workspace_id);
    let media = workspace.get_media(media_id).await?;
    if media.state == MediaState::Ready.as_str() || media.state == MediaState::Removed.as_str() {
        return Ok(());
    }
    let (Some(meta_media_id), Some(channel_id)) = (media.meta_media_id.as_deref(), media.channel_id) else {
        return Ok(set_state(
            app,
            workspace_id,
            media_id,
            MediaState::Failed,
            "WhatsApp announced a file without saying which.",
        )
        .await?);
    };
    if media.meta_expires_at.is_some_and(|end| end <= app.now()) {
        return Ok(set_state(
            app,
            workspace_id,
            media_id,
            MediaState::Expired,
            "WhatsApp keeps files for a week; this one could not be fetched in time.",
        )
        .await?);
    }
    let channel = workspace.get_channel(channel_id).await?;
    let Some(token) = workspace.find_access_token(channel_id).await? else {
        set_state(
            app,
            workspace_id,
            media_id,
            MediaState::Pending,
            "The WhatsApp number has no access token.",
        )
        .await?;
        return Err(JobError::retry_after("the number has no token", AFTER_REFUSAL));
    };
    match fetch(app, workspace_id, &channel, &token, &media, meta_media_id).await {
        Ok((written, said)) => Ok(keep(app, workspace_id, &media, written, said.as_deref()).await?),
        Err(Trouble::Never(why)) => Ok(set_state(app, workspace_id, media_id, MediaState::Failed, &why).await?),
        Err(Trouble::Later { why, after }) => {
            set_state(app, workspace_id, media_id, MediaState::Pending, &why).await?;
            Err(after.map_or_else(|| JobError::retry(&why), |after| JobError::retry_after(&why, after)))
        }
    }
}

enum Trouble {
    Never(String),
    Later { why: String, after: Option<Duration> },
}

/// By the webhook's address while it works, else by a new one. Gives the file and the type Meta says it has.
async fn fetch(
    app: &App,
    workspace_id: WorkspaceId,
    channel: &Channel,
    token: &SecretString,
    media: &MediaRow,
    meta_media_id: &str,
) -> Result<(Written, Option<String>), Trouble> {
    let number = app
        .graph(&channel.kind)
        .map_err(|error| later(error.detail))?
        .number(&channel.phone_number_id, token);
    let limit = app.config().max_download_bytes;
    // The client cuts off later than the store does, and so the store's own error is the one that comes.
    let cut_off = limit.saturating_add(LARGEST_CHUNK);
    let fresh = media.meta_url.as_deref().filter(|_| app.now().since(media.created_at) < URL_LIFETIME);
    let mut answer = match fresh {
        Some(url) => Some(number.download(url, cut_off).await),
        None => None,
    };
    if !matches!(answer, Some(Ok(_))) {
        let url = number.media(meta_media_id).await.map_err(look_up_trouble)?.url;
        answer = Some(number.download(&url, cut_off).await);
    }
    let download = answer.expect("set just above").map_err(|error| download_trouble(error, limit))?;
    let Download { mime_type, length, content } = download;
    if length.is_some_and(|length| length > limit) {
        return Err(too_large(limit));
    }
    let written = app
        .files()
        .write(workspace_id, unstalled(content, LONGEST_SILENCE), limit)
        .await
        .map_err(|error| match error {
            FileError::TooLarge { limit } => too_large(limit),
            error => later(error),
        })?;
    Ok((written, mime_type))
}

/// The same bytes; ends with an error when none came for so long. The whole download has a limit of its own in the client.
fn unstalled<S>(content: S, longest: Duration) -> impl Stream<Item = Result<Bytes, DownloadError>> + Unpin
where
    S: Stream<Item = Result<Bytes, DownloadError>> + Unpin,
{
    let chunks = stream::unfold(content, move |mut content| async move {
        let chunk = match tokio::time::timeout(longest, content.next()).await {
            Ok(chunk) => chunk?,
            Err(_) => Err(DownloadError::Failed(format!("nothing came for {} seconds", longest.as_secs()))),
        };
        Some((chunk, content))
    });
    Box::pin(chunks)
}

fn too_large(limit: u64) -> Trouble {
    let limit = if limit >= 1_048_576 {
        format!("{} MB", limit / 1_048_576)
    } else {
        format!("{} KB", limit / 1024)
    };
    Trouble::Never(format!("The file is larger than {limit}."))
}

fn later(error: impl std::fmt::Display) -> Trouble {
    Trouble::Later {
        why: error.to_string(),
        after: None,
    }
}

fn look_up_trouble(error: CallError) -> Trouble {
    let Some(graph) = error.graph() else { return later(error) };
    match graph.code {
        // Meta does not know the id (any more).
        33 | 100 | 803 | 131_009 | 131_052 => Trouble::Never(format!("WhatsApp does not have the file: {}", graph.explanation())),
        _ => Trouble::Later {
            why: format!("WhatsApp refused: {}", graph.explanation()),
            after: Some(AFTER_REFUSAL),
        },
    }
}

fn download_trouble(error: DownloadError, limit: u64) -> Trouble {
    match error {
        DownloadError::TooLarge(_) => too_large(limit),
        DownloadError::Refused(host) => Trouble::Never(format!("WhatsApp named an address outside of Meta ({host}); nothing was fetched.")),
        error @ (DownloadError::Gone(_) | DownloadError::Failed(_)) => later(error),
    }
}

/// Keeps a file that is in memory already, as if it had been fetched.
pub(crate) async fn keep_bytes(app: &App, workspace_id: WorkspaceId, media: &MediaRow, content: Bytes) -> Result<()> {
    let content = stream::once(std::future::ready(Ok::<_, DownloadError>(content)));
    let written = app.files().write(workspace_id, Box::pin(content), app.config().max_download_bytes).await;
    match written {
        Ok(written) => keep(app, workspace_id, media, written, None).await,
        Err(FileError::TooLarge { limit }) => {
            give_up(app, workspace_id, media.id, &format!("The file is larger than {} MB.", limit / 1_048_576)).await
        }
        Err(error) => Err(crate::Error::internal(error)),
    }
}

/// There will be no file, for this reason.
pub(crate) async fn give_up(app: &App, workspace_id: WorkspaceId, id: MediaId, why: &str) -> Result<()> {
    set_state(app, workspace_id, id, MediaState::Failed, why).await
}

/// Writes down where the file is, and tells the screens. A hash that differs from Meta's is noted, not a reason to hide the file.
async fn keep(app: &App, workspace_id: WorkspaceId, media: &MediaRow, written: Written, said: Option<&str>) -> Result<()> {
    let differs = announced_hash(media).is_some_and(|announced| announced != written.sha256);
    if differs {
        tracing::warn!(media.id = %media.id, "a file differs from the hash Meta announced");
    }
    let mime_type = sniff::mime_type(&written.head, said.filter(|said| !said.is_empty()).unwrap_or(&media.mime_type));
    let file = StoredFile {
        look: look::look(app, workspace_id, &written, &mime_type).await,
        mime_type,
        size: i64::try_from(written.size).expect("files are smaller than 8 EiB"),
        sha256: hex::encode(written.sha256),
        storage_key: written.key,
        remark: differs.then(|| "The file differs from what WhatsApp announced (its hash is another).".to_owned()),
    };
    let stored = store_file(app, workspace_id, media.id, &file).await;
    if !matches!(stored, Ok(true)) {
        app.media().forget_files(look::names(&file.storage_key, &file.look)).await;
    }
    stored.map(|_| ())
}

async fn store_file(app: &App, workspace_id: WorkspaceId, id: MediaId, file: &StoredFile) -> Result<bool> {
    let mut tx = app.store().begin().await?;
    let mut workspace = tx.workspace(workspace_id);
    if !workspace.store_media(id, file).await? {
        return Ok(false);
    }
    tell(&mut workspace, id).await?;
    tx.commit().await?;
    Ok(true)
}

async fn set_state(app: &App, workspace_id: WorkspaceId, id: MediaId, state: MediaState, why: &str) -> Result<()> {
    let mut tx = app.store().begin().await?;
    let mut workspace = tx.workspace(workspace_id);
    let before = workspace.get_media(id).await?;
    if before.state == state.as_str() && before.error.as_deref() == Some(why) {
        return Ok(());
    }
    workspace.set_media_state(id, state.as_str(), Some(why)).await?;
    tell(&mut workspace, id).await?;
    tx.commit().await?;
    Ok(())
}

async fn tell(workspace: &mut WorkspaceTx<'_>, id: MediaId) -> Result<()> {
    let messages = workspace.messages_of_media(id).await?;
    announce::messages(workspace, &[], &messages).await
}

/// The hash from the webhook, as bytes, however Meta spelled it.
fn announced_hash(media: &MediaRow) -> Option<[u8; 32]> {
    let reference = MediaRef {
        kind: MediaKind::Document,
        id: String::new(),
        mime_type: None,
        sha256: media.sha256.clone(),
        url: None,
        filename: None,
        caption: None,
        voice: false,
        animated: false,
    };
    reference.sha256_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_download_that_falls_silent_is_given_up() {
        let two = || stream::iter([Ok(Bytes::from_static(b"a")), Ok(Bytes::from_static(b"b"))]);
        let whole: Vec<_> = unstalled(two(), LONGEST_SILENCE).collect().await;
        assert_eq!(whole, [Ok(Bytes::from_static(b"a")), Ok(Bytes::from_static(b"b"))]);
        let mut silent = unstalled(two().chain(stream::pending()), Duration::from_millis(1)).skip(2);
        assert!(matches!(silent.next().await, Some(Err(DownloadError::Failed(why))) if why.starts_with("nothing came")));
    }
}
