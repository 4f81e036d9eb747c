//! Messages whose answer is missing: attempts whose worker vanished become unknown, and unknown ones that nothing confirmed in time are held for a
//! person or, where the workspace chose so, sent again.

use std::time::Duration;

use model::{UnknownPolicy, WorkspaceSettings};
use store::UnsettledOutbound;

use super::breaker;
use crate::views::MessageError;
use crate::{App, Result, announce};

/// How long a status may take to tell, counted only while webhooks can reach us.
const CONFIRM_WITHIN: Duration = Duration::from_secs(120);
const BATCH: i64 = 100;

/// One round; trouble is logged and the next round tries again.
pub(super) async fn reconcile(app: &App) {
    if let Err(error) = mark_vanished(app).await {
        tracing::error!(%error, "attempts of vanished workers could not be marked");
    }
    if let Err(error) = decide_unknown(app).await {
        tracing::error!(%error, "unknown messages could not be decided");
    }
    breaker::look(app).await;
}

/// At the start of the only process on a SQLite file: whatever is leased was held by one that is gone. Nobody waits for the end of its leases.
pub(super) async fn take_back(app: &App) -> Result<()> {
    let mut tx = app.store().begin().await?;
    tx.system().end_outbox_leases().await?;
    tx.commit().await?;
    mark_vanished(app).await
}

async fn mark_vanished(app: &App) -> Result<()> {
    let mut tx = app.store().begin().await?;
    let vanished = tx.system().expire_dispatching().await?;
    if vanished.is_empty() {
        return Ok(());
    }
    let error = MessageError::ours(
        "send.unknown",
        "Not confirmed",
        "PrismWA stopped while this message was on its way, so nobody knows yet whether it went.",
        "Wait a moment for WhatsApp's report, or decide yourself.",
    )
    .to_stored();
    for message in vanished {
        let mut workspace = tx.workspace(message.workspace_id);
        workspace.note_vanished(message.message_id, message.attempt, &error).await?;
        announce::messages(&mut workspace, &[], &[message.message_id]).await?;
    }
    tx.commit().await?;
    Ok(())
}

async fn decide_unknown(app: &App) -> Result<()> {
    // Meta may be holding statuses back while we were away: the clock starts again with us.
    let healthy_since = app.ingest_healthy_since();
    if app.now().since(healthy_since) < CONFIRM_WITHIN {
        return Ok(());
    }
    let before = app.now() - CONFIRM_WITHIN;
    for message in app.store().system().list_unknown_outbox(before, BATCH).await? {
        decide(app, &message).await?;
    }
    Ok(())
}

async fn decide(app: &App, message: &UnsettledOutbound) -> Result<()> {
    let mut tx = app.store().begin().await?;
    let mut workspace = tx.workspace(message.workspace_id);
    let Some(facts) = workspace.find_send_facts(message.conversation_id).await? else {
        return Ok(());
    };
    let changed = match WorkspaceSettings::from_stored(&facts.settings).unknown_policy {
        UnknownPolicy::Hold => workspace.hold_outbound(message.message_id).await?,
        UnknownPolicy::Resend => workspace.requeue_outbound(message.message_id).await?,
    };
    if changed {
        announce::messages(&mut workspace, &[], &[message.message_id]).await?;
        tx.commit().await?;
    }
    Ok(())
}
