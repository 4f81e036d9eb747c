//! Write a test.

use app::flows::FlowCase;
use app::views::FlowTestView;

use super::FlowPath;
use crate::prelude::*;

/// A test to keep.
#[derive(Debug, Deserialize, ToSchema)]
pub(super) struct WriteFlowTest {
    /// What it shows; none other of the flow is called the same.
    #[schema(min_length = 1, max_length = 100)]
    name: String,
    /// The test; at most 64 kB. One that cannot be read is kept, and fails when it is played.
    #[schema(max_length = 65536)]
    yaml: String,
}

impl From<WriteFlowTest> for FlowCase {
    fn from(request: WriteFlowTest) -> Self {
        Self {
            name: request.name,
            yaml: request.yaml,
        }
    }
}

/// Create a test of a flow.
#[utoipa::path(post, path = "/workspaces/{workspace}/flows/{flow}/tests", tag = "flows", params(FlowPath),
    responses((status = CREATED, body = FlowTestView)))]
pub(super) async fn create_flow_test(
    State(app): State<App>,
    member: Member<perm::ManageFlows>,
    Path(path): Path<FlowPath>,
    Json(request): Json<WriteFlowTest>,
) -> Result<(StatusCode, Json<FlowTestView>), ApiError> {
    let test = app.flows().create_test(&member.actor(), path.flow, &request.into()).await?;
    Ok((StatusCode::CREATED, Json(test)))
}
