//! The submission as a forward tells it: with its photos and documents as links that open them for a day, or in the body.

use std::time::Duration;

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD as BASE64;
use futures::TryStreamExt as _;
use model::{MediaId, SubmissionId, WorkspaceId};
use serde_json::{Value, json};
use store::{ForwardRow, MediaRow};

use crate::{App, Error, Result};

/// Files in one body, before base64 makes them a third longer; what is beyond goes as a link.
const MOST_INLINE: i64 = 5 * 1024 * 1024;
/// As long as a submission is waited for, at most, before it goes without the files that are still missing.
const PATIENCE: Duration = Duration::from_secs(10 * 60);

/// What it is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum How {
    /// To be looked at: what would be in the body is only described.
    Shown,
    /// To be sent.
    Sent,
}

/// What is told about a submission.
pub(super) struct Told {
    pub(super) document: Value,
    /// A file is still on its way here.
    pub(super) is_waiting: bool,
}

/// The submission with its files as the forward wants them.
pub(super) async fn document(app: &App, workspace_id: WorkspaceId, forward: &ForwardRow, id: SubmissionId, how: How) -> Result<Told> {
    let mut document = app.wa_flows().document(workspace_id, id).await?;
    let store = app.store().workspace(workspace_id);
    let listed = document["files"].as_array().cloned().unwrap_or_default();
    let ids: Vec<MediaId> = listed.iter().filter_map(|file| file["id"].as_str()?.parse().ok()).collect();
    let media = store.media_by_ids(&ids).await?;
    let at = store.get_submission(id).await?.at;
    let is_waiting = forward.files != "none" && app.now().since(at) < PATIENCE && media.iter().any(|file| file.state == "pending");
    let mut files = Vec::new();
    let mut room = MOST_INLINE;
    for mut file in listed {
        let row = media.iter().find(|row| file["id"] == json!(row.id));
        if let Some(row) = row.filter(|row| row.state == "ready") {
            attach(app, workspace_id, forward, how, row, &mut room, &mut file).await?;
        }
        files.push(file);
    }
    document["files"] = files.into();
    Ok(Told { document, is_waiting })
}

async fn attach(
    app: &App,
    workspace_id: WorkspaceId,
    forward: &ForwardRow,
    how: How,
    row: &MediaRow,
    room: &mut i64,
    file: &mut Value,
) -> Result<()> {
    let size = row.size.unwrap_or(i64::MAX);
    match forward.files.as_str() {
        "inline" if size <= *room => {
            *room -= size;
            file["content"] = match how {
                How::Shown => format!("… {size} bytes in base64 …").into(),
                How::Sent => BASE64.encode(read(app, row).await?).into(),
            };
        }
        "inline" | "links" => {
            let link = app.media().forward_link(workspace_id, row.id, forward.id);
            file["url"] = link.url.into();
            file["url_expires_at"] = json!(link.expires_at);
        }
        _ => {}
    }
    Ok(())
}

async fn read(app: &App, row: &MediaRow) -> Result<Vec<u8>> {
    let mut parts = app.media().open(row, None).await?;
    let mut whole = Vec::new();
    while let Some(part) = parts.try_next().await.map_err(Error::internal)? {
        whole.extend_from_slice(&part);
    }
    Ok(whole)
}
