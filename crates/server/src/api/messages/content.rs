//! Reads what a message says: WhatsApp's own shape, in which a file may be named by our id.

use app::views::MediaState;
use cloud_api::media::MediaKind;
use cloud_api::outbound::OutboundContent;
use serde_json::Value;
use store::MediaRow;

use crate::prelude::*;

/// The content, and the file of ours it refers to. Pointers of refusals begin at the request's root.
pub(super) async fn read_content(app: &App, workspace: WorkspaceId, mut content: Value) -> Result<(OutboundContent, Option<MediaId>), ApiError> {
    let kind = content.get("type").and_then(Value::as_str).unwrap_or_default().to_owned();
    let mut file = None;
    if let Some(object) = content.get_mut(&kind).and_then(Value::as_object_mut)
        && let Some(named) = object.remove("media_id")
    {
        let pointer = format!("/content/{kind}/media_id");
        let id: MediaId =
            serde_json::from_value(named).map_err(|_| ApiError::invalid_field(&pointer, "invalid_value", "This is not the id of a file."))?;
        let media = find(app, workspace, id)
            .await?
            .ok_or_else(|| ApiError::invalid_field(&pointer, "media.not_found", "There is no such file here."))?;
        fits(&kind, &media).map_err(|(code, detail)| ApiError::invalid_field(&pointer, code, detail))?;
        // The worker puts Meta's id in its place just before sending.
        object.insert("id".to_owned(), Value::String(id.to_string()));
        if kind == "document"
            && let Some(filename) = media.filename
        {
            object.entry("filename").or_insert(Value::String(filename));
        }
        file = Some(id);
    }
    let content = OutboundContent::from_json(content)
        .map_err(|shape| ApiError::invalid_field(format!("/content{}", shape.pointer), "invalid_value", shape.detail))?;
    Ok((content, file))
}

async fn find(app: &App, workspace: WorkspaceId, id: MediaId) -> Result<Option<MediaRow>, ApiError> {
    match app.store().workspace(workspace).get_media(id).await {
        Ok(media) => Ok(Some(media)),
        Err(store::Error::NotFound(_)) => Ok(None),
        Err(error) => Err(error.into()),
    }
}

/// Meta would take the file only to fail the message later, so it is refused here.
fn fits(kind: &str, media: &MediaRow) -> Result<(), (&'static str, String)> {
    if MediaState::parse(&media.state) != MediaState::Ready {
        return Err(("media.not_ready", "This file is not here.".to_owned()));
    }
    let Some(kind) = MediaKind::ALL.into_iter().find(|known| known.as_str() == kind) else {
        return Err(("invalid_value", format!("A message of the kind `{kind}` carries no file.")));
    };
    let essence = media.mime_type.split(';').next().unwrap_or_default();
    if kind != MediaKind::Document && !kind.mime_types().contains(&essence) {
        return Err((
            "media.wrong_type",
            format!(
                "WhatsApp takes {} as {}, and this is {essence}. Send it as a document.",
                kind.mime_types().join(", "),
                kind.as_str()
            ),
        ));
    }
    let (size, most) = (media.size.and_then(|size| u64::try_from(size).ok()).unwrap_or(0), kind.max_bytes());
    if size > most {
        return Err((
            "media.too_large",
            format!("WhatsApp takes at most {} as {}.", in_words(most), kind.as_str()),
        ));
    }
    Ok(())
}

fn in_words(bytes: u64) -> String {
    if bytes >= 1_048_576 {
        format!("{} MB", bytes / 1_048_576)
    } else {
        format!("{} KB", bytes / 1024)
    }
}
