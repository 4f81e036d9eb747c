//! What the clock does to files: deletes those older than the workspace keeps them, and raises the alarm over those WhatsApp is about to forget.

use std::time::Duration;

use model::{Timestamp, WorkspaceId};

use crate::{App, Result, announce};

const DAY: Duration = Duration::from_secs(24 * 60 * 60);
/// Files in one transaction, each with an event for its message.
const FILES: i64 = 100;
/// Files deleted from the store before their rows forget them.
const BYTES_OF: i64 = 100;
/// A file that is still not here this long before WhatsApp forgets it is a case for a person.
const ALARM_BEFORE: Duration = Duration::from_secs(3 * 24 * 60 * 60);

/// Carries out every workspace's rule, a few files at a time, and then deletes what was decided.
pub(super) async fn clean(app: &App) -> Result<()> {
    for (workspace_id, days) in app.store().system().media_limits().await? {
        let before = app.now() - DAY * u32::from(days);
        while !app.is_stopping() && remove(app, workspace_id, before, days).await? > 0 {}
    }
    while !app.is_stopping() && delete_bytes(app).await? {}
    alarm(app).await
}

async fn remove(app: &App, workspace_id: WorkspaceId, before: Timestamp, days: u16) -> Result<usize> {
    let why = format!("This workspace keeps files for {days} days.");
    let mut tx = app.store().begin().await?;
    let mut workspace = tx.workspace(workspace_id);
    let removed = workspace.remove_old_media(before, &why, FILES).await?;
    if !removed.is_empty() {
        let messages = workspace.messages_of_files(&removed).await?;
        announce::messages(&mut workspace, &[], &messages).await?;
    }
    tx.commit().await?;
    Ok(removed.len())
}

/// Deletes some files whose rows say `removed`. True when all went well and there may be more.
async fn delete_bytes(app: &App) -> Result<bool> {
    let files = app.store().system().deletable_files(BYTES_OF).await?;
    let mut gone = Vec::new();
    for file in &files {
        if app.is_stopping() {
            break;
        }
        let names = [Some(&file.storage_key), file.thumbnail_key.as_ref()];
        match delete_all(app, names.into_iter().flatten()).await {
            Ok(()) => gone.push((file.workspace_id, file.id)),
            Err(error) => {
                tracing::error!(%error, "files past their time could not be deleted from the media store; trying again later");
                break;
            }
        }
    }
    for of_one in gone.chunk_by(|one, next| one.0 == next.0) {
        let ids: Vec<_> = of_one.iter().map(|(_, id)| *id).collect();
        let mut tx = app.store().begin().await?;
        tx.workspace(of_one[0].0).forget_files(&ids).await?;
        tx.commit().await?;
    }
    Ok(!files.is_empty() && gone.len() == files.len())
}

async fn delete_all(app: &App, names: impl Iterator<Item = &String>) -> Result<(), super::FileError> {
    for name in names {
        app.files().delete(name).await?;
    }
    Ok(())
}

async fn alarm(app: &App) -> Result<()> {
    let count = app.store().system().count_expiring_media(app.now() + ALARM_BEFORE).await?;
    #[expect(clippy::cast_precision_loss, reason = "counted to a thousand")]
    metrics::gauge!("prismwa_media_expiring").set(count as f64);
    if count > 0 {
        tracing::error!(
            files = count,
            "files of customers are not fetched yet, and WhatsApp forgets them within three days: look at the numbers' tokens and at the media store"
        );
    }
    Ok(())
}
