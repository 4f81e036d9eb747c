//! Reads what a message says: WhatsApp's own shape, in which a file may be named by our id, wherever a file may stand.

use app::views::MediaState;
use cloud_api::media::MediaKind;
use cloud_api::outbound::OutboundContent;
use serde_json::{Map, Value};
use store::MediaRow;

use crate::prelude::*;

/// Members whose inside is the caller's own and never names a file.
const OPAQUE: [&str; 2] = ["flow_action_payload", "flow_action_data"];
/// Deeper than any content of Meta's.
const DEEPEST: usize = 16;

/// A file that was named by our id.
struct Named {
    pointer: String,
    kind: &'static str,
    id: MediaId,
}

/// The content, and the first file of ours it refers to. Pointers of refusals begin at the request's root.
pub(crate) async fn read_content(app: &App, workspace: WorkspaceId, mut content: Value) -> Result<(OutboundContent, Option<MediaId>), ApiError> {
    let mut named = Vec::new();
    name_files(&mut content, "/content", DEEPEST, &mut named)?;
    for file in &named {
        let pointer = &file.pointer;
        let media = find(app, workspace, file.id)
            .await?
            .ok_or_else(|| ApiError::invalid_field(pointer, "media.not_found", "There is no such file here."))?;
        fits(file.kind, &media).map_err(|(code, detail)| ApiError::invalid_field(pointer, code, detail))?;
        check_sound(app, file, &media, content.pointer(holder(pointer))).await?;
        if file.kind == "document"
            && let Some(filename) = media.filename
            && let Some(object) = content.pointer_mut(holder(pointer)).and_then(Value::as_object_mut)
        {
            object.entry("filename").or_insert(Value::String(filename));
        }
    }
    let content = OutboundContent::from_json(content)
        .map_err(|shape| ApiError::invalid_field(format!("/content{}", shape.pointer), "invalid_value", shape.detail))?;
    Ok((content, named.first().map(|file| file.id)))
}

/// Finds every `media_id` and puts it where WhatsApp wants an id; the worker puts Meta's id in its place just before sending.
fn name_files(value: &mut Value, pointer: &str, deeper: usize, named: &mut Vec<Named>) -> Result<(), ApiError> {
    let Some(deeper) = deeper.checked_sub(1) else { return Ok(()) };
    match value {
        Value::Array(items) => {
            for (place, item) in items.iter_mut().enumerate() {
                name_files(item, &format!("{pointer}/{place}"), deeper, named)?;
            }
        }
        Value::Object(members) => {
            for (name, member) in members.iter_mut().filter(|(name, _)| !OPAQUE.contains(&name.as_str())) {
                let pointer = format!("{pointer}/{name}");
                if let (Some(kind), Some(object)) = (file_word(name), member.as_object_mut()) {
                    named.extend(name_file(object, &pointer, kind)?);
                }
                name_files(member, &pointer, deeper, named)?;
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
    Ok(())
}

fn name_file(object: &mut Map<String, Value>, pointer: &str, kind: &'static str) -> Result<Option<Named>, ApiError> {
    let Some(given) = object.remove("media_id") else { return Ok(None) };
    let pointer = format!("{pointer}/media_id");
    let id: MediaId =
        serde_json::from_value(given).map_err(|_| ApiError::invalid_field(&pointer, "invalid_value", "This is not the id of a file."))?;
    object.insert("id".to_owned(), Value::String(id.to_string()));
    Ok(Some(Named { pointer, kind, id }))
}

/// WhatsApp's word for the file in a member of this name.
fn file_word(member: &str) -> Option<&'static str> {
    match member {
        "gif" => Some("video"),
        _ => MediaKind::ALL.into_iter().map(MediaKind::as_str).find(|kind| *kind == member),
    }
}

/// `/content/interactive/header/document/media_id` → `/interactive/header/document`.
fn holder(pointer: &str) -> &str {
    pointer.trim_start_matches("/content").trim_end_matches("/media_id")
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

/// Of Ogg, WhatsApp takes Opus only; and a voice note must have one channel, or phones show a file to download.
async fn check_sound(app: &App, file: &Named, media: &MediaRow, object: Option<&Value>) -> Result<(), ApiError> {
    if file.kind != "audio" {
        return Ok(());
    }
    if media.mime_type == "audio/ogg" {
        let why = "WhatsApp takes OGG with the Opus codec only. Send it as a document.";
        return Err(ApiError::invalid_field(&file.pointer, "media.wrong_type", why));
    }
    let is_voice = object.and_then(|object| object.get("voice")) == Some(&Value::Bool(true));
    if is_voice && !app.media().is_voice_note(media).await? {
        let why = "A voice note must be OGG with the Opus codec and one channel. Send it without `voice`, as a sound file.";
        return Err(ApiError::invalid_field(&file.pointer, "media.not_a_voice_note", why));
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
