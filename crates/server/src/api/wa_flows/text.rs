//! Look a text over, and compare kept ones.

use app::views::{WaFlowCheck, WaFlowDiff, WaFlowVersionText, WaFlowVersionView};

use super::{WaFlowPath, WaFlowVersionPath};
use crate::prelude::*;

/// The text to look over.
#[derive(Debug, Deserialize, ToSchema)]
pub(super) struct CheckWaFlow {
    /// The kept one when missing.
    json: Option<String>,
}

/// Which versions; the text that is being written when missing.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct DiffWaFlow {
    /// The version before.
    from: Option<i64>,
    /// The version after.
    to: Option<i64>,
}

/// Check a text: every rule of its Flow JSON version with Meta's own code and the place, and what the form consists of. Nothing is sent or kept.
#[utoipa::path(post, path = "/workspaces/{workspace}/wa-flows/{wa_flow}/check", tag = "wa-flows", params(WaFlowPath),
    responses((status = OK, body = WaFlowCheck)))]
pub(super) async fn check_wa_flow(
    State(app): State<App>,
    member: Member<perm::ReadWaFlows>,
    Path(path): Path<WaFlowPath>,
    Json(request): Json<CheckWaFlow>,
) -> Result<Json<WaFlowCheck>, ApiError> {
    Ok(Json(app.wa_flows().check(member.workspace_id, path.wa_flow, request.json).await?))
}

/// List the kept versions of a form, the newest first: each upload, each publishing, and what was found at Meta.
#[utoipa::path(get, path = "/workspaces/{workspace}/wa-flows/{wa_flow}/versions", tag = "wa-flows", params(WaFlowPath),
    responses((status = OK, body = Page<WaFlowVersionView>)))]
pub(super) async fn list_wa_flow_versions(
    State(app): State<App>,
    member: Member<perm::ReadWaFlows>,
    Path(path): Path<WaFlowPath>,
) -> Result<Json<Page<WaFlowVersionView>>, ApiError> {
    Ok(Json(Page::whole(app.wa_flows().versions(member.workspace_id, path.wa_flow).await?)))
}

/// Read the text of a kept version.
#[utoipa::path(get, path = "/workspaces/{workspace}/wa-flows/{wa_flow}/versions/{number}", tag = "wa-flows", params(WaFlowVersionPath),
    responses((status = OK, body = WaFlowVersionText)))]
pub(super) async fn get_wa_flow_version(
    State(app): State<App>,
    member: Member<perm::ReadWaFlows>,
    Path(path): Path<WaFlowVersionPath>,
) -> Result<Json<WaFlowVersionText>, ApiError> {
    Ok(Json(app.wa_flows().version(member.workspace_id, path.wa_flow, path.number).await?))
}

/// Compare two versions of a form, by screen and component.
#[utoipa::path(get, path = "/workspaces/{workspace}/wa-flows/{wa_flow}/diff", tag = "wa-flows", params(WaFlowPath, DiffWaFlow),
    responses((status = OK, body = WaFlowDiff)))]
pub(super) async fn diff_wa_flow(
    State(app): State<App>,
    member: Member<perm::ReadWaFlows>,
    Path(path): Path<WaFlowPath>,
    Query(query): Query<DiffWaFlow>,
) -> Result<Json<WaFlowDiff>, ApiError> {
    Ok(Json(app.wa_flows().diff(member.workspace_id, path.wa_flow, query.from, query.to).await?))
}
