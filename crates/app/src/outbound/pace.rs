//! How fast the workspace's number sends, and what an admin sets about it; reports about messages that nobody here knows.

use model::pace::{OVERRIDE_PER_SECOND, limit_per_second};
use model::{Timestamp, WebhookEventId, WorkspaceId};
use serde::Serialize;
use serde_json::json;
use store::{Channel, Limit};
use utoipa::ToSchema;

use super::Outbound;
use crate::views::{MessageError, Page};
use crate::{Actor, Error, Result};

/// How fast a number sends.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct PaceView {
    /// What Meta says it may, messages a second.
    pub meta_per_second: i64,
    /// It is also in the phone app: Meta then takes 20 a second at most.
    pub is_on_biz_app: bool,
    /// What an admin set instead; `null` leaves it to Meta.
    pub override_per_second: Option<i64>,
    /// What counts of these.
    pub limit_per_second: i64,
    /// What it sends now: lower than the limit after Meta complained, and slowly up again.
    pub current_per_second: f64,
    /// When Meta last complained.
    pub slowed_at: Option<Timestamp>,
    /// Nothing leaves before, because Meta wants a pause.
    pub paused_until: Option<Timestamp>,
}

/// A report of Meta about a message that nobody here knows.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct OrphanStatusView {
    /// Meta's id of the message.
    pub wamid: String,
    /// Meta's word.
    pub status: String,
    /// Meta's time.
    pub at: Timestamp,
    /// Why it failed.
    pub error: Option<MessageError>,
    /// The delivery that brought it.
    pub webhook_event_id: Option<WebhookEventId>,
    /// When it reached us.
    pub received_at: Timestamp,
}

impl Outbound<'_> {
    /// How fast the number sends now.
    pub async fn pace(&self, workspace_id: WorkspaceId) -> Result<PaceView> {
        let channel = self.channel(workspace_id).await?;
        let pace = self.app.store().workspace(workspace_id).get_channel_pace(channel.id).await?;
        let limit = limit_per_second(pace.throughput_per_second, pace.is_on_biz_app, pace.override_per_second);
        let now = self.app.now();
        #[expect(clippy::cast_precision_loss, reason = "a speed below a million in thousandths")]
        let current = pace
            .learned_milli
            .map_or(limit as f64, |learned| (learned as f64 / 1000.0).min(limit as f64));
        Ok(PaceView {
            meta_per_second: pace.throughput_per_second,
            is_on_biz_app: pace.is_on_biz_app,
            override_per_second: pace.override_per_second,
            limit_per_second: limit,
            current_per_second: current,
            slowed_at: pace.slowed_at.filter(|at| at.millis() > 0),
            paused_until: pace.paused_until.filter(|until| *until > now),
        })
    }

    /// Sets how many messages a second the number sends, 1 to 1000; nothing leaves it to Meta. What was learned from complaints begins anew.
    pub async fn set_pace(&self, actor: &Actor, per_second: Option<i64>) -> Result<PaceView> {
        if per_second.is_some_and(|per_second| !OVERRIDE_PER_SECOND.contains(&per_second)) {
            return Err(Error::invalid("/per_second", "out_of_range", "Use 1 to 1000 messages a second."));
        }
        let channel = self.channel(actor.workspace_id).await?;
        let mut tx = self.app.store().begin().await?;
        let mut workspace = tx.workspace(actor.workspace_id);
        workspace.set_channel_pace(channel.id, per_second).await?;
        workspace
            .append_audit(&actor.audit("channel.pace_changed", "channel", channel.id, json!({ "per_second": per_second })))
            .await?;
        tx.commit().await?;
        self.pace(actor.workspace_id).await
    }

    /// Reports about messages that nobody here knows, newest first: sent by another tool with this number, or forgotten here since.
    pub async fn orphan_statuses(&self, workspace_id: WorkspaceId, limit: Limit, cursor: Option<&str>) -> Result<Page<OrphanStatusView>> {
        let channel = self.channel(workspace_id).await?;
        let page = self
            .app
            .store()
            .workspace(workspace_id)
            .list_orphan_statuses(channel.id, limit, cursor)
            .await?;
        let views = page.map(|row| OrphanStatusView {
            wamid: row.wamid,
            status: row.status,
            at: row.at,
            error: row.error.as_deref().map(MessageError::from_stored),
            webhook_event_id: row.webhook_event_id,
            received_at: row.received_at,
        });
        Ok(views.into())
    }

    async fn channel(&self, workspace_id: WorkspaceId) -> Result<Channel> {
        let channel = self.app.store().workspace(workspace_id).find_channel().await?;
        channel.ok_or_else(|| Error::not_found("channel.not_connected", "No WhatsApp number is connected."))
    }
}
