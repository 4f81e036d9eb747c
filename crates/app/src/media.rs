//! Media: files of messages, taken from members and from Meta, kept under random names, opened by short links.

use bytes::Bytes;
use futures::stream::BoxStream;
use futures::{Stream, StreamExt as _};
use model::{ForwardId, MediaId, Permission, UserId, WorkspaceId};
use serde_json::json;
use store::{MediaRow, NewUpload};

use crate::views::{MediaLink, MediaState, MediaView, MessageView};
use crate::{Actor, App, Error, Result};

mod disposition;
mod download;
mod files;
mod link;
mod look;
mod ogg;
mod picture;
mod retention;
mod sniff;
mod thumbnail;
mod upload;

pub use disposition::content_disposition;
pub(crate) use download::{KIND as DOWNLOAD, download, download_job, give_up, keep_bytes};
pub use files::{Bucket, FileError, MediaStore, Written};
pub use link::LIFETIME as LINK_LIFETIME;
pub(crate) use link::{Holder, Signer};
pub use sniff::is_inline;
pub use thumbnail::{Thumbnailer, serve as serve_thumbnail};
pub(crate) use upload::ensure_uploaded;

/// Longest name kept of a file, in characters.
const LONGEST_FILENAME: usize = 200;

/// What files can be asked for.
pub struct Media<'a>(&'a App);

impl App {
    /// Files.
    #[must_use]
    pub fn media(&self) -> Media<'_> {
        Media(self)
    }
}

impl Media<'_> {
    /// Takes a file from a member, up to the operator's limit. What it is, its own bytes say.
    pub async fn upload<E: std::fmt::Display>(
        &self,
        actor: &Actor,
        filename: Option<&str>,
        declared_type: &str,
        source: impl Stream<Item = Result<Bytes, E>> + Unpin,
    ) -> Result<MediaView> {
        let limit = self.0.config().max_upload_bytes;
        let written = self.0.files().write(actor.workspace_id, source, limit).await.map_err(refuse)?;
        let mime_type = sniff::mime_type(&written.head, declared_type);
        let upload = NewUpload {
            channel_id: None,
            look: look::look(self.0, actor.workspace_id, &written, &mime_type).await,
            mime_type,
            filename: filename.map(stored_name).filter(|name| !name.is_empty()),
            size: i64::try_from(written.size).expect("files are smaller than 8 EiB"),
            sha256: hex::encode(written.sha256),
            storage_key: written.key,
            created_by: actor.user_id,
        };
        let row = match self.record_upload(actor, &upload).await {
            Ok(row) => row,
            Err(error) => {
                self.forget_files(look::names(&upload.storage_key, &upload.look)).await;
                return Err(error);
            }
        };
        let mut view = MediaView::from(&row);
        self.sign(actor.workspace_id, actor.user_id, &mut view);
        Ok(view)
    }

    async fn record_upload(&self, actor: &Actor, upload: &NewUpload) -> Result<MediaRow> {
        let mut tx = self.0.store().begin().await?;
        let mut workspace = tx.workspace(actor.workspace_id);
        let row = workspace.create_upload(upload).await?;
        let detail = json!({ "mime_type": row.mime_type, "size": row.size });
        workspace.append_audit(&actor.audit("media.uploaded", "media", row.id, detail)).await?;
        tx.commit().await?;
        Ok(row)
    }

    /// A link that opens the file for this member for five minutes.
    pub async fn link(&self, actor: &Actor, id: MediaId) -> Result<MediaLink> {
        let media = self.0.store().workspace(actor.workspace_id).get_media(id).await?;
        if media.state != MediaState::Ready.as_str() {
            return Err(Error::conflict("media.not_ready", "This file is not here.").remedy("Fetch it again, or ask the contact to send it again."));
        }
        let expires_at = self.0.now() + LINK_LIFETIME;
        let mut view = MediaView::from(&media);
        self.sign(actor.workspace_id, actor.user_id, &mut view);
        Ok(MediaLink {
            url: view.url.expect("a file that is ready has a link"),
            thumbnail_url: view.thumbnail_url,
            expires_at,
        })
    }

    /// Gives a view the link of the member it is for.
    pub fn sign(&self, workspace_id: WorkspaceId, user_id: UserId, view: &mut MediaView) {
        if view.state != MediaState::Ready {
            return;
        }
        let holder = Holder::Member(user_id);
        let token = self.0.media_signer().sign(workspace_id, view.id, holder, self.0.now() + LINK_LIFETIME);
        let file = format!("/api/v1/workspaces/{workspace_id}/media/{}", view.id);
        view.url = Some(format!("{file}/content?token={token}"));
        view.thumbnail_url = view.has_thumbnail.then(|| format!("{file}/thumbnail?token={token}"));
    }

    /// Gives the files of messages the links of the member they are for.
    pub fn sign_messages<'v>(&self, workspace_id: WorkspaceId, user_id: UserId, messages: impl IntoIterator<Item = &'v mut MessageView>) {
        for message in messages {
            let filled_in = message.submission.iter_mut().flat_map(|form| &mut form.files);
            for media in message.media.iter_mut().chain(filled_in) {
                self.sign(workspace_id, user_id, media);
            }
        }
    }

    /// A whole address that opens a file for a day for whoever a forward tells, as long as the forward is in use.
    pub(crate) fn forward_link(&self, workspace_id: WorkspaceId, id: MediaId, forward: ForwardId) -> MediaLink {
        let expires_at = self.0.now() + link::FORWARD_LIFETIME;
        let token = self.0.media_signer().sign(workspace_id, id, Holder::Forward(forward), expires_at);
        let base = &self.0.config().public_url;
        MediaLink {
            url: format!("{base}/api/v1/workspaces/{workspace_id}/media/{id}/content?token={token}"),
            thumbnail_url: None,
            expires_at,
        }
    }

    /// Does a link's token open this file? For a member who may still read files, or while the forward that told it is in use.
    pub async fn may_open(&self, workspace_id: WorkspaceId, id: MediaId, token: &str) -> Result<bool> {
        let store = self.0.store().workspace(workspace_id);
        Ok(match self.0.media_signer().read(workspace_id, id, token, self.0.now()) {
            None => false,
            Some(Holder::Member(user)) => match store.find_member(user).await? {
                Some(member) => !member.is_disabled() && member.role()?.may(Permission::ReadMedia),
                None => false,
            },
            Some(Holder::Forward(forward)) => match store.get_forward(forward).await {
                Ok(row) => row.enabled,
                Err(store::Error::NotFound(_)) => false,
                Err(error) => return Err(error.into()),
            },
        })
    }

    /// The bytes of a file that is here, or of a part of it.
    pub async fn open(&self, media: &MediaRow, range: Option<std::ops::Range<u64>>) -> Result<BoxStream<'static, Result<Bytes, FileError>>> {
        let key = media.storage_key.as_deref().filter(|_| media.state == MediaState::Ready.as_str());
        self.read(key, range).await
    }

    /// The bytes of a file's small copy.
    pub async fn open_thumbnail(&self, media: &MediaRow) -> Result<BoxStream<'static, Result<Bytes, FileError>>> {
        let key = media.thumbnail_key.as_deref().filter(|_| media.state == MediaState::Ready.as_str());
        self.read(key, None).await
    }

    async fn read(&self, key: Option<&str>, range: Option<std::ops::Range<u64>>) -> Result<BoxStream<'static, Result<Bytes, FileError>>> {
        let gone = || Error::not_found("media.not_ready", "This file is not here.");
        self.0.files().read(key.ok_or_else(gone)?, range).await.map_err(|error| match error {
            FileError::Missing => gone(),
            error => Error::internal(error),
        })
    }

    /// Can WhatsApp play this file as a voice note? Its own bytes must say that it is Opus with one channel, in Ogg.
    pub async fn is_voice_note(&self, media: &MediaRow) -> Result<bool> {
        if media.mime_type != "audio/ogg; codecs=opus" {
            return Ok(false);
        }
        let mut bytes = self
            .open(media, Some(0..64.min(media.size.and_then(|size| u64::try_from(size).ok()).unwrap_or(0))))
            .await?;
        let mut head = Vec::new();
        while let Some(chunk) = bytes.next().await {
            head.extend_from_slice(&chunk.map_err(Error::internal)?);
        }
        Ok(ogg::opus_head(&head).is_some_and(|head| head.channels == 1))
    }

    /// Removes files past their time and looks for files about to be lost: what the clock does every few minutes.
    pub async fn clean(&self) -> Result<()> {
        retention::clean(self.0).await
    }

    /// Tries again to fetch a file from Meta, now.
    pub async fn download_again(&self, actor: &Actor, id: MediaId) -> Result<MediaView> {
        let mut tx = self.0.store().begin().await?;
        let mut workspace = tx.workspace(actor.workspace_id);
        let media = workspace.get_media(id).await?;
        let state = MediaState::parse(&media.state);
        if state == MediaState::Ready {
            let mut view = MediaView::from(&media);
            self.sign(actor.workspace_id, actor.user_id, &mut view);
            return Ok(view);
        }
        if state == MediaState::Removed {
            return Err(Error::conflict(
                "media.removed",
                "This file was deleted here, as the workspace keeps files only for so long.",
            ));
        }
        if media.meta_media_id.is_none() || media.meta_expires_at.is_some_and(|end| end <= self.0.now()) {
            return Err(
                Error::conflict("media.expired", "WhatsApp keeps files for a week, and this one is older.")
                    .remedy("Ask the contact to send it again."),
            );
        }
        workspace.set_media_state(id, MediaState::Pending.as_str(), None).await?;
        workspace
            .append_audit(&actor.audit("media.download_retried", "media", id, json!({ "was": media.state })))
            .await?;
        workspace.enqueue_jobs(&[download_job(id, self.0.now())]).await?;
        let view = MediaView::from(&workspace.get_media(id).await?);
        tx.commit().await?;
        Ok(view)
    }

    /// Deletes a file that was uploaded to be sent. One that a message carries, or one for later, stays with it: whoever asked is done with it, the inbox is not.
    pub async fn discard(&self, actor: &Actor, id: MediaId) -> Result<()> {
        let mut tx = self.0.store().begin().await?;
        let mut workspace = tx.workspace(actor.workspace_id);
        let media = workspace.get_media(id).await?;
        if MediaState::parse(&media.state) != MediaState::Ready || workspace.is_media_used(id).await? {
            return Ok(());
        }
        // Its bytes go with those of files past their time.
        workspace
            .set_media_state(id, MediaState::Removed.as_str(), Some("A program deleted it."))
            .await?;
        workspace.append_audit(&actor.audit("media.deleted", "media", id, json!({}))).await?;
        tx.commit().await?;
        Ok(())
    }

    /// Deletes files whose rows are gone. A file that stays behind is only logged: nothing refers to it any more.
    pub(crate) async fn forget_files(&self, keys: Vec<String>) {
        for key in keys {
            if let Err(error) = self.0.files().delete(&key).await {
                tracing::error!(file = key, %error, "a file of the media store could not be deleted; delete it by hand");
            }
        }
    }
}

fn refuse(error: FileError) -> Error {
    match error {
        FileError::TooLarge { limit } => Error::invalid("/file", "media.too_large", format!("The file is larger than {} MB.", limit / 1_048_576)),
        FileError::Empty => Error::invalid("/file", "media.empty", "The file is empty."),
        FileError::Source(_) => Error::invalid("/file", "media.incomplete", "The file did not arrive whole.").remedy("Send it again."),
        FileError::Missing | FileError::Store(_) => Error::internal(error),
    }
}

/// The name as the sender wrote it, without what no text should hold; how it is handed out is decided then.
fn stored_name(filename: &str) -> String {
    filename
        .chars()
        .filter(|character| !character.is_control())
        .take(LONGEST_FILENAME)
        .collect::<String>()
        .trim()
        .to_owned()
}
