//! Finds out what a stored file looks and sounds like. Whatever goes wrong here, the file itself stays as good as it was.

use bytes::Bytes;
use futures::TryStreamExt as _;
use model::WorkspaceId;
use store::{MediaLook, Thumbnail};

use super::{Written, ogg, thumbnail};
use crate::App;

/// A picture's size, colours and small copy; a voice note's length.
pub(super) async fn look(app: &App, workspace_id: WorkspaceId, written: &Written, mime_type: &str) -> MediaLook {
    match mime_type {
        "image/jpeg" | "image/png" | "image/webp" | "image/gif" => picture(app, workspace_id, written).await,
        "audio/ogg; codecs=opus" => Some(MediaLook {
            duration_ms: duration(app, written).await,
            ..MediaLook::default()
        }),
        _ => None,
    }
    .unwrap_or_default()
}

async fn picture(app: &App, workspace_id: WorkspaceId, written: &Written) -> Option<MediaLook> {
    if written.size > thumbnail::MOST_FILE_BYTES {
        return None;
    }
    let bytes = app.files().read_all(&written.key).await.ok()?;
    let picture = app.config().thumbnailer.look(bytes).await?;
    let thumbnail = match picture.mime_type {
        Some(mime_type) => {
            let size = i64::try_from(picture.thumbnail.len()).ok()?;
            match app.files().write_small(workspace_id, picture.thumbnail.into()).await {
                Ok(key) => Some(Thumbnail { key, mime_type, size }),
                Err(error) => {
                    tracing::warn!(%error, "the small copy of a picture could not be stored");
                    None
                }
            }
        }
        None => None,
    };
    Some(MediaLook {
        width: Some(picture.width.into()),
        height: Some(picture.height.into()),
        placeholder: Some(picture.placeholder),
        thumbnail,
        duration_ms: None,
    })
}

async fn duration(app: &App, written: &Written) -> Option<i64> {
    let head = ogg::opus_head(&written.head)?;
    let from = written.size.saturating_sub(ogg::LONGEST_PAGE);
    let tail: Vec<Bytes> = app
        .files()
        .read(&written.key, Some(from..written.size))
        .await
        .ok()?
        .try_collect()
        .await
        .ok()?;
    ogg::duration_ms(head, &tail.concat())
}

/// The names of a file and its small copy, to delete both.
pub(super) fn names(key: &str, look: &MediaLook) -> Vec<String> {
    let mut names = vec![key.to_owned()];
    names.extend(look.thumbnail.as_ref().map(|thumbnail| thumbnail.key.clone()));
    names
}
