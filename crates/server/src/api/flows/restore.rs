//! Draw on from an old version.

use super::{FlowVersionPath, SavedFlowDraft};
use crate::prelude::*;

/// Restore a published version as the draft. What was drawn is lost, what is live stays.
#[utoipa::path(post, path = "/workspaces/{workspace}/flows/{flow}/versions/{number}/restore", tag = "flows",
    params(FlowVersionPath, ("If-Match" = Option<String>, Header, description = "The revision of the draft that is replaced")),
    responses((status = OK, body = SavedFlowDraft)))]
pub(super) async fn restore_flow_version(
    State(app): State<App>,
    member: Member<perm::ManageFlows>,
    Path(path): Path<FlowVersionPath>,
    IfMatch(revision): IfMatch,
) -> Result<(ETag, Json<SavedFlowDraft>), ApiError> {
    let saved = app.flows().restore(&member.actor(), path.flow, path.number, revision).await?;
    Ok((ETag(saved.revision), Json(saved.into())))
}
