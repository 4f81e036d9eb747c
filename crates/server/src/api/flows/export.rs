//! Take a flow out.

use app::flows::FlowDocument;

use super::FlowPath;
use crate::prelude::*;

/// Export a flow's draft and tests as a document, for another workspace or a repository. Secrets are named in it, never held.
#[utoipa::path(get, path = "/workspaces/{workspace}/flows/{flow}/export", tag = "flows", params(FlowPath),
    responses((status = OK, body = FlowDocument)))]
pub(super) async fn export_flow(
    State(app): State<App>,
    member: Member<perm::ReadFlows>,
    Path(path): Path<FlowPath>,
) -> Result<Json<FlowDocument>, ApiError> {
    Ok(Json(app.flows().export(member.workspace_id, path.flow).await?))
}
