//! Take a flow in.

use app::flows::ImportPlan;
use app::views::FlowView;
use axum::response::{IntoResponse, Response};
use serde_json::Value;

use crate::prelude::*;

/// A document, and whether to keep it.
#[derive(Debug, Deserialize, ToSchema)]
pub(super) struct ImportFlow {
    /// As `export` gives it.
    #[schema(value_type = Object)]
    document: Value,
    /// Only say what would come in and what it could reach.
    #[serde(default)]
    dry_run: bool,
}

/// Import a flow from a document, as a draft that nothing starts.
///
/// With `dry_run` the answer lists what it can reach (addresses, functions, models, templates, forms, secrets, flows) and what the checker finds here; nothing is kept.
#[utoipa::path(post, path = "/workspaces/{workspace}/flows/import", tag = "flows", params(WorkspacePath),
    responses((status = OK, body = ImportPlan, description = "What would come in"), (status = CREATED, body = FlowView)))]
pub(super) async fn import_flow(
    State(app): State<App>,
    member: Member<perm::ManageFlows>,
    Json(request): Json<ImportFlow>,
) -> Result<Response, ApiError> {
    if request.dry_run {
        let plan = app.flows().plan_import(member.workspace_id, request.document).await?;
        return Ok(Json(plan).into_response());
    }
    let flow = app.flows().import(&member.actor(), request.document).await?;
    Ok((StatusCode::CREATED, Json(flow)).into_response())
}
