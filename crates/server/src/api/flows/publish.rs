//! Publish the draft.

use app::views::FlowVersionView;

use super::FlowPath;
use crate::prelude::*;

/// What is published.
#[derive(Debug, Deserialize, ToSchema)]
pub(super) struct PublishFlow {
    /// What is new, in words for the team.
    #[serde(default)]
    #[schema(max_length = 500)]
    note: String,
}

/// Publish a flow's draft as its next version, which new runs take from then on; runs that are under way stay with theirs.
///
/// The first version switches the flow on. The checker is the gate: with an error, the answer is 422 `flow.not_publishable` and `errors` has each one with
/// its place in the graph. Send the draft's revision in `If-Match` to publish what you have seen.
#[utoipa::path(post, path = "/workspaces/{workspace}/flows/{flow}/publish", tag = "flows",
    params(FlowPath, ("If-Match" = Option<String>, Header, description = "The draft's revision that is to be published")),
    responses((status = CREATED, body = FlowVersionView)))]
pub(super) async fn publish_flow(
    State(app): State<App>,
    member: Member<perm::ManageFlows>,
    Path(path): Path<FlowPath>,
    IfMatch(revision): IfMatch,
    Json(request): Json<PublishFlow>,
) -> Result<(StatusCode, Json<FlowVersionView>), ApiError> {
    let version = app.flows().publish(&member.actor(), path.flow, &request.note, revision).await?;
    Ok((StatusCode::CREATED, Json(version)))
}
