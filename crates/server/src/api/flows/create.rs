//! Make a flow.

use app::flows::FlowRequest;
use app::views::FlowView;
use serde_json::Value;

use crate::prelude::*;

/// A flow to make: from a starter, from a graph, or blank.
#[derive(Debug, Deserialize, ToSchema)]
pub(super) struct CreateFlow {
    /// An id of your own, so that a repeated request makes nothing twice.
    id: Option<model::FlowId>,
    /// What it is called; none other in the workspace is called the same, capitals aside.
    #[schema(min_length = 1, max_length = 100, examples("Welcome menu"))]
    name: String,
    /// What it is for; a starter brings its own.
    #[schema(max_length = 500)]
    description: Option<String>,
    /// Key of a starter, which brings its tests along.
    #[schema(examples("welcome_menu"))]
    starter: Option<String>,
    /// A graph.
    #[schema(value_type = Option<Object>)]
    graph: Option<Value>,
}

/// Create a flow. It is a draft: nothing starts it before it is published.
#[utoipa::path(post, path = "/workspaces/{workspace}/flows", tag = "flows", params(WorkspacePath),
    responses((status = CREATED, body = FlowView)))]
pub(super) async fn create_flow(
    State(app): State<App>,
    member: Member<perm::ManageFlows>,
    Json(request): Json<CreateFlow>,
) -> Result<(StatusCode, ETag, Json<FlowView>), ApiError> {
    let request = FlowRequest {
        id: request.id,
        name: request.name,
        description: request.description,
        starter: request.starter,
        graph: request.graph,
    };
    let flow = app.flows().create(&member.actor(), request).await?;
    Ok((StatusCode::CREATED, ETag(flow.version), Json(flow)))
}
