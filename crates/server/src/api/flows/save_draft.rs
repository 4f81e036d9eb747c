//! Save what is drawn.

use serde_json::Value;

use super::{FlowPath, SavedFlowDraft};
use crate::prelude::*;

/// What is drawn.
#[derive(Debug, Deserialize, ToSchema)]
pub(super) struct SaveFlowDraft {
    /// The whole graph, at most 500 nodes and 2 MB.
    #[schema(value_type = Object)]
    graph: Value,
}

/// Save a flow's draft, and hear what the checker says of it.
///
/// Send the revision you read in `If-Match` to be told (412) when somebody else was faster. A graph with mistakes is saved, the findings say what they are;
/// what cannot be read as a graph is refused with a pointer to each place.
#[utoipa::path(put, path = "/workspaces/{workspace}/flows/{flow}/draft", tag = "flows",
    params(FlowPath, ("If-Match" = Option<String>, Header, description = "The draft's revision the change was made from")),
    responses((status = OK, body = SavedFlowDraft)))]
pub(super) async fn save_flow_draft(
    State(app): State<App>,
    member: Member<perm::ManageFlows>,
    Path(path): Path<FlowPath>,
    IfMatch(revision): IfMatch,
    Json(request): Json<SaveFlowDraft>,
) -> Result<(ETag, Json<SavedFlowDraft>), ApiError> {
    let saved = app.flows().save_draft(&member.actor(), path.flow, request.graph, revision).await?;
    Ok((ETag(saved.revision), Json(saved.into())))
}
