//! The history of the phone app on its way here.

use app::views::HistoryView;

use crate::prelude::*;

/// The history of the number.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct ChannelHistory {
    /// How far it has come; `null` when none was ever announced.
    history: Option<HistoryView>,
}

/// Read how far the phone app's history has come.
///
/// Only numbers that stay on the WhatsApp Business app have one. Meta sends it once, in pieces that arrive in any order; `channel.history` tells each.
#[utoipa::path(get, path = "/workspaces/{workspace}/channel/history", tag = "channel", params(WorkspacePath),
    responses((status = OK, body = ChannelHistory)))]
pub(super) async fn get_channel_history(State(app): State<App>, member: Member<perm::ReadChannel>) -> Result<Json<ChannelHistory>, ApiError> {
    let workspace = app.store().workspace(member.workspace_id);
    let history = match workspace.find_channel().await? {
        Some(channel) => workspace.channel_history(channel.id).await?.map(HistoryView::from),
        None => None,
    };
    Ok(Json(ChannelHistory { history }))
}
