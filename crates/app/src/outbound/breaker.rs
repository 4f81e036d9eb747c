//! The breaker of a number: Meta refuses the token or the account, so nothing of the number goes until it is mended, and everybody sees why.
//!
//! It closes by itself: when the token is replaced, when somebody checks it and it works, or when one of our own looks every few minutes finds that it does.

use std::time::Duration;

use model::{ChannelId, WorkspaceId};
use serde_json::json;
use store::{AuditActor, NewAudit};

use crate::views::{ErrorCode, MessageError};
use crate::{App, Result, announce};

/// How often we look whether a number can send again.
const LOOK_EVERY: Duration = Duration::from_secs(5 * 60);

/// Opens the breaker.
pub(super) async fn degrade(app: &App, workspace_id: WorkspaceId, channel_id: ChannelId, error: &MessageError) -> Result<()> {
    // 190 and 0 are the token's; 368 and 131031 lock the account whatever the token.
    let code = match error.code {
        ErrorCode::Meta(0 | 190) => "token_refused",
        ErrorCode::Meta(_) | ErrorCode::Ours(_) => "account_restricted",
    };
    let mut tx = app.store().begin().await?;
    let mut workspace = tx.workspace(workspace_id);
    if workspace.degrade_channel(channel_id, code, &error.detail).await? {
        announce::channel(&mut workspace, channel_id, &app.config().public_url).await?;
        tx.commit().await?;
        app.outbound_recent().claim_look(channel_id, app.now(), LOOK_EVERY);
    }
    Ok(())
}

/// Looks at paused numbers whose time has come, and lets those go on that Meta lets read themselves again.
pub(super) async fn look(app: &App) {
    if !app.outbound_recent().claim_round(app.now(), Duration::from_secs(30)) {
        return;
    }
    let paused = match app.store().system().list_degraded_channels().await {
        Ok(paused) => paused,
        Err(error) => return tracing::error!(%error, "paused numbers could not be listed"),
    };
    for (workspace_id, channel_id) in paused {
        if app.outbound_recent().claim_look(channel_id, app.now(), LOOK_EVERY)
            && let Err(error) = close(app, workspace_id, channel_id).await
        {
            tracing::warn!(channel.id = %channel_id, %error, "a paused number could not be looked at");
        }
    }
}

async fn close(app: &App, workspace_id: WorkspaceId, channel_id: ChannelId) -> Result<()> {
    let workspace = app.store().workspace(workspace_id);
    let channel = workspace.get_channel(channel_id).await?;
    let Some(token) = workspace.find_access_token(channel_id).await? else {
        return Ok(());
    };
    if let Err(error) = app.graph(&channel.kind)?.number(&channel.phone_number_id, &token).get().await {
        tracing::info!(channel.id = %channel_id, %error, "a paused number still cannot send");
        return Ok(());
    }
    let mut tx = app.store().begin().await?;
    let mut workspace = tx.workspace(workspace_id);
    workspace.recover_channel(channel_id).await?;
    workspace
        .append_audit(&NewAudit {
            actor: AuditActor::System,
            action: "channel.recovered",
            target_kind: "channel",
            target_id: channel_id.to_string(),
            detail: json!({ "was": channel.degraded_code }),
            ip: String::new(),
            request_id: String::new(),
        })
        .await?;
    announce::channel(&mut workspace, channel_id, &app.config().public_url).await?;
    tx.commit().await?;
    Ok(())
}
