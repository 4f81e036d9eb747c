//! The text that is being written.

use app::views::{WaFlowDraftView, WaFlowWritten};

use super::WaFlowPath;
use crate::prelude::*;

/// The whole text.
#[derive(Debug, Deserialize, ToSchema)]
pub(super) struct PutWaFlowDraft {
    /// Flow JSON, or what is on its way to become that; at most 10 MB.
    json: String,
}

/// Read the text of a form, exactly as typed. Its revision is the answer's `ETag`, too.
#[utoipa::path(get, path = "/workspaces/{workspace}/wa-flows/{wa_flow}/draft", tag = "wa-flows", params(WaFlowPath),
    responses((status = OK, body = WaFlowDraftView)))]
pub(super) async fn get_wa_flow_draft(
    State(app): State<App>,
    member: Member<perm::ReadWaFlows>,
    Path(path): Path<WaFlowPath>,
) -> Result<(ETag, Json<WaFlowDraftView>), ApiError> {
    let draft = app.wa_flows().draft(member.workspace_id, path.wa_flow).await?;
    Ok((ETag(draft.revision), Json(draft)))
}

/// Keep the text of a form, whatever is wrong with it, and say what that is.
///
/// Send the revision you read in `If-Match` to be told (412) when somebody else wrote meanwhile.
#[utoipa::path(put, path = "/workspaces/{workspace}/wa-flows/{wa_flow}/draft", tag = "wa-flows",
    params(WaFlowPath, ("If-Match" = Option<String>, Header, description = "The revision the text was made from")),
    responses((status = OK, body = WaFlowWritten)))]
pub(super) async fn put_wa_flow_draft(
    State(app): State<App>,
    member: Member<perm::ManageWaFlows>,
    Path(path): Path<WaFlowPath>,
    IfMatch(revision): IfMatch,
    Json(request): Json<PutWaFlowDraft>,
) -> Result<(ETag, Json<WaFlowWritten>), ApiError> {
    let written = app.wa_flows().write_draft(&member.actor(), path.wa_flow, revision, &request.json).await?;
    Ok((ETag(written.revision), Json(written)))
}
