//! Every form, and looking at Meta's list again.

use app::views::{WaFlowSyncView, WaFlowView};

use crate::prelude::*;

/// The forms, and how the last look at Meta's list went.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct WaFlowList {
    /// The last changed first; at most 1,000.
    data: Vec<WaFlowView>,
    /// All of them are on one page.
    page: app::views::PageInfo,
    /// The last look at Meta's list; `null` when there was none yet.
    sync: Option<WaFlowSyncView>,
}

/// List WhatsApp's own forms, the last changed first.
///
/// They are Meta's as last told: by a look at the whole list each day, on connecting and on request, and by every webhook about one of them.
#[utoipa::path(get, path = "/workspaces/{workspace}/wa-flows", tag = "wa-flows", params(WorkspacePath),
    responses((status = OK, body = WaFlowList)))]
pub(super) async fn list_wa_flows(State(app): State<App>, member: Member<perm::ReadWaFlows>) -> Result<Json<WaFlowList>, ApiError> {
    let found = app.wa_flows().list(member.workspace_id).await?;
    Ok(Json(WaFlowList {
        data: found.flows,
        page: app::views::PageInfo { next_cursor: None },
        sync: found.sync,
    }))
}

/// Sync the forms with Meta: asks for a look at the whole list, soon. `wa_flow.synced` tells how it goes.
#[utoipa::path(post, path = "/workspaces/{workspace}/wa-flows/sync", tag = "wa-flows", params(WorkspacePath),
    responses((status = ACCEPTED, body = WaFlowSyncView)))]
pub(super) async fn sync_wa_flows(
    State(app): State<App>,
    member: Member<perm::ManageWaFlows>,
) -> Result<(StatusCode, Json<WaFlowSyncView>), ApiError> {
    Ok((StatusCode::ACCEPTED, Json(app.wa_flows().sync(&member.actor()).await?)))
}
