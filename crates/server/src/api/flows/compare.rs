//! What changed between two graphs of a flow.

use app::flows::{Drawing, FlowComparison};

use super::FlowPath;
use crate::prelude::*;

/// Which two.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct CompareFlowVersions {
    /// A version's number, or `draft`; the live version when absent.
    from: Option<String>,
    /// A version's number, or `draft`; the draft when absent.
    to: Option<String>,
}

/// Compare two graphs of a flow: nodes added, removed, changed and moved, lines added and removed.
#[utoipa::path(get, path = "/workspaces/{workspace}/flows/{flow}/diff", tag = "flows", params(FlowPath, CompareFlowVersions),
    responses((status = OK, body = FlowComparison)))]
pub(super) async fn compare_flow_versions(
    State(app): State<App>,
    member: Member<perm::ReadFlows>,
    Path(path): Path<FlowPath>,
    Query(query): Query<CompareFlowVersions>,
) -> Result<Json<FlowComparison>, ApiError> {
    let (from, to) = (drawing("?from", query.from)?, drawing("?to", query.to)?);
    Ok(Json(app.flows().compare(member.workspace_id, path.flow, from, to).await?))
}

fn drawing(pointer: &str, word: Option<String>) -> Result<Option<Drawing>, ApiError> {
    word.map(|word| word.parse())
        .transpose()
        .map_err(|()| ApiError::invalid_field(pointer, "invalid_value", "Write a version's number, or `draft`."))
}
