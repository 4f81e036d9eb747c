//! Upload, publish, deprecate, try.

use app::views::WaFlowView;

use super::WaFlowPath;
use crate::prelude::*;

/// Upload the text of a form to Meta, which keeps it and says in `meta_errors` what is wrong with it.
#[utoipa::path(post, path = "/workspaces/{workspace}/wa-flows/{wa_flow}/upload", tag = "wa-flows", params(WaFlowPath),
    responses((status = OK, body = WaFlowView)))]
pub(super) async fn upload_wa_flow(
    State(app): State<App>,
    member: Member<perm::ManageWaFlows>,
    Path(path): Path<WaFlowPath>,
) -> Result<Json<WaFlowView>, ApiError> {
    Ok(Json(app.wa_flows().upload(&member.actor(), path.wa_flow).await?))
}

/// Publish a form, for good; a text that Meta does not have yet is uploaded first.
#[utoipa::path(post, path = "/workspaces/{workspace}/wa-flows/{wa_flow}/publish", tag = "wa-flows", params(WaFlowPath),
    responses((status = OK, body = WaFlowView)))]
pub(super) async fn publish_wa_flow(
    State(app): State<App>,
    member: Member<perm::ManageWaFlows>,
    Path(path): Path<WaFlowPath>,
) -> Result<Json<WaFlowView>, ApiError> {
    Ok(Json(app.wa_flows().publish(&member.actor(), path.wa_flow).await?))
}

/// Deprecate a form, for good: it can be neither sent nor opened any more.
#[utoipa::path(post, path = "/workspaces/{workspace}/wa-flows/{wa_flow}/deprecate", tag = "wa-flows", params(WaFlowPath),
    responses((status = OK, body = WaFlowView)))]
pub(super) async fn deprecate_wa_flow(
    State(app): State<App>,
    member: Member<perm::ManageWaFlows>,
    Path(path): Path<WaFlowPath>,
) -> Result<Json<WaFlowView>, ApiError> {
    Ok(Json(app.wa_flows().deprecate(&member.actor(), path.wa_flow).await?))
}

/// Make a fresh link at which a form can be tried in a browser; the one before stops working.
#[utoipa::path(post, path = "/workspaces/{workspace}/wa-flows/{wa_flow}/preview", tag = "wa-flows", params(WaFlowPath),
    responses((status = OK, body = WaFlowView)))]
pub(super) async fn preview_wa_flow(
    State(app): State<App>,
    member: Member<perm::ManageWaFlows>,
    Path(path): Path<WaFlowPath>,
) -> Result<Json<WaFlowView>, ApiError> {
    Ok(Json(app.wa_flows().preview(&member.actor(), path.wa_flow).await?))
}
