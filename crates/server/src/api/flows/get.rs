//! One flow.

use app::views::FlowView;

use super::FlowPath;
use crate::prelude::*;

/// Read a flow, without its graphs.
#[utoipa::path(get, path = "/workspaces/{workspace}/flows/{flow}", tag = "flows", params(FlowPath), responses((status = OK, body = FlowView)))]
pub(super) async fn get_flow(
    State(app): State<App>,
    member: Member<perm::ReadFlows>,
    Path(path): Path<FlowPath>,
) -> Result<(ETag, Json<FlowView>), ApiError> {
    let flow = app.flows().get(member.workspace_id, path.flow).await?;
    Ok((ETag(flow.version), Json(flow)))
}
