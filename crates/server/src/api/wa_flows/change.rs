//! One form: read, renamed, deleted.

use app::views::WaFlowView;
use app::wa_flows::WaFlowPatch;

use super::WaFlowPath;
use crate::prelude::*;

/// What to change; what is absent stays.
#[derive(Debug, Deserialize, ToSchema)]
pub(super) struct UpdateWaFlow {
    /// Unique in the WhatsApp account.
    #[schema(min_length = 1, max_length = 200)]
    name: Option<String>,
    /// All categories anew.
    categories: Option<Vec<String>>,
}

/// Read a form.
#[utoipa::path(get, path = "/workspaces/{workspace}/wa-flows/{wa_flow}", tag = "wa-flows", params(WaFlowPath),
    responses((status = OK, body = WaFlowView)))]
pub(super) async fn get_wa_flow(
    State(app): State<App>,
    member: Member<perm::ReadWaFlows>,
    Path(path): Path<WaFlowPath>,
) -> Result<Json<WaFlowView>, ApiError> {
    Ok(Json(app.wa_flows().get(member.workspace_id, path.wa_flow).await?))
}

/// Update a form's name and categories at Meta.
#[utoipa::path(patch, path = "/workspaces/{workspace}/wa-flows/{wa_flow}", tag = "wa-flows", params(WaFlowPath),
    responses((status = OK, body = WaFlowView)))]
pub(super) async fn update_wa_flow(
    State(app): State<App>,
    member: Member<perm::ManageWaFlows>,
    Path(path): Path<WaFlowPath>,
    Json(request): Json<UpdateWaFlow>,
) -> Result<Json<WaFlowView>, ApiError> {
    let patch = WaFlowPatch {
        name: request.name,
        categories: request.categories,
    };
    Ok(Json(app.wa_flows().update(&member.actor(), path.wa_flow, patch).await?))
}

/// Delete a draft, at Meta and here. What customers sent with it stays.
#[utoipa::path(delete, path = "/workspaces/{workspace}/wa-flows/{wa_flow}", tag = "wa-flows", params(WaFlowPath),
    responses((status = NO_CONTENT)))]
pub(super) async fn delete_wa_flow(
    State(app): State<App>,
    member: Member<perm::ManageWaFlows>,
    Path(path): Path<WaFlowPath>,
) -> Result<StatusCode, ApiError> {
    app.wa_flows().delete(&member.actor(), path.wa_flow).await?;
    Ok(StatusCode::NO_CONTENT)
}
