//! What stands against the number now.

use app::views::ChannelAlertView;

use crate::prelude::*;

/// The conditions that stand.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct ChannelAlerts {
    /// The worst and newest first; at most 50.
    data: Vec<ChannelAlertView>,
}

/// List what keeps the number from its work now: bans, restrictions, low quality, paused templates. Empty is good.
#[utoipa::path(get, path = "/workspaces/{workspace}/channel/alerts", tag = "channel", params(WorkspacePath),
    responses((status = OK, body = ChannelAlerts)))]
pub(super) async fn list_channel_alerts(State(app): State<App>, member: Member<perm::ReadChannel>) -> Result<Json<ChannelAlerts>, ApiError> {
    let rows = app.store().workspace(member.workspace_id).list_channel_alerts(app.now()).await?;
    let data = rows.into_iter().map(ChannelAlertView::from).collect();
    Ok(Json(ChannelAlerts { data }))
}
