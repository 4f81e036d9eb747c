//! Run a run again.

use app::runs::ReplayOn;
use app::views::ReplayView;

use super::RunPath;
use crate::prelude::*;

/// On what.
#[derive(Debug, Default, Deserialize, ToSchema)]
pub(super) struct ReplayRun {
    /// Number of another version, or `draft`; absent means the run's own version.
    #[serde(default)]
    #[schema(value_type = Option<String>, examples("draft"))]
    version: Option<serde_json::Value>,
}

/// Replay a run from its trail: nothing is sent, nobody is asked. On its own version it takes the same steps; on another the first difference says what would change.
#[utoipa::path(post, path = "/workspaces/{workspace}/runs/{run}/replay", tag = "runs", params(RunPath),
    responses((status = OK, body = ReplayView)))]
pub(super) async fn replay_run(
    State(app): State<App>,
    member: Member<perm::ReadFlows>,
    Path(path): Path<RunPath>,
    Json(request): Json<ReplayRun>,
) -> Result<Json<ReplayView>, ApiError> {
    let text = request
        .version
        .map(|version| version.as_str().map_or_else(|| version.to_string(), str::to_owned));
    let on = match text.as_deref() {
        None | Some("null") => ReplayOn::Own,
        Some("draft") => ReplayOn::Draft,
        Some(number) => ReplayOn::Version(
            number
                .parse()
                .map_err(|_| ApiError::invalid_field("/version", "invalid_value", "Give the number of a version, or `draft`."))?,
        ),
    };
    Ok(Json(app.runs().replay(member.workspace_id, path.run, on).await?))
}
