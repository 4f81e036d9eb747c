//! What is being drawn.

use app::views::FlowDraftView;

use super::FlowPath;
use crate::prelude::*;

/// Read a flow's draft with its graph. Its revision is the `ETag`.
#[utoipa::path(get, path = "/workspaces/{workspace}/flows/{flow}/draft", tag = "flows", params(FlowPath),
    responses((status = OK, body = FlowDraftView)))]
pub(super) async fn get_flow_draft(
    State(app): State<App>,
    member: Member<perm::ReadFlows>,
    Path(path): Path<FlowPath>,
) -> Result<(ETag, Json<FlowDraftView>), ApiError> {
    let draft = app.flows().draft(member.workspace_id, path.flow).await?;
    Ok((ETag(draft.revision), Json(draft)))
}
