//! Keep what happened in a run as a test of its flow.

use model::{FlowId, FlowTestId};

use super::RunPath;
use crate::prelude::*;

/// The test's name.
#[derive(Debug, Deserialize, ToSchema)]
pub(super) struct SaveRunAsTest {
    /// What it is called.
    #[schema(min_length = 1, max_length = 100)]
    name: String,
}

/// The test that was made.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct SavedTest {
    /// Its id.
    id: FlowTestId,
    /// The flow it belongs to.
    flow_id: FlowId,
}

/// Save a run as a test. The customer's words and data are in it as they were: look through it before you keep it.
#[utoipa::path(post, path = "/workspaces/{workspace}/runs/{run}/save-as-test", tag = "runs", params(RunPath),
    responses((status = CREATED, body = SavedTest)))]
pub(super) async fn save_run_as_test(
    State(app): State<App>,
    member: Member<perm::ManageFlows>,
    Path(path): Path<RunPath>,
    Json(request): Json<SaveRunAsTest>,
) -> Result<(StatusCode, Json<SavedTest>), ApiError> {
    let (flow_id, id) = app.runs().save_as_test(&member.actor(), path.run, &request.name).await?;
    Ok((StatusCode::CREATED, Json(SavedTest { id, flow_id })))
}
