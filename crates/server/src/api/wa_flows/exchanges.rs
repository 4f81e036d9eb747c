//! What phones asked and were told, how quick it was, and trying it without a phone.

use app::views::{FlowExchangeView, WaFlowStats};
use app::wa_flows::{TryRequest, WaFlowTried};
use serde_json::{Map, Value};

use super::WaFlowPath;
use crate::prelude::*;

/// A question to try.
#[derive(Debug, Deserialize, ToSchema)]
pub(super) struct TryWaFlowEndpoint {
    /// What a phone would do.
    action: TryAction,
    /// From which screen; not at `INIT`.
    screen: Option<String>,
    /// What the screen sends.
    #[schema(value_type = Option<Object>)]
    data: Option<Map<String, Value>>,
}

/// What a phone would do.
#[derive(Debug, Clone, Copy, Deserialize, ToSchema)]
pub(super) enum TryAction {
    /// Open the form.
    #[serde(rename = "INIT")]
    Init,
    /// Press a button that asks.
    #[serde(rename = "data_exchange")]
    DataExchange,
    /// Go back.
    #[serde(rename = "BACK")]
    Back,
}

/// Try a form's endpoint as a phone would ask it. Nothing is written down; the text that is being written counts.
#[utoipa::path(post, path = "/workspaces/{workspace}/wa-flows/{wa_flow}/endpoint/try", tag = "wa-flows", params(WaFlowPath),
    responses((status = OK, body = WaFlowTried)))]
pub(super) async fn try_wa_flow_endpoint(
    State(app): State<App>,
    member: Member<perm::ManageWaFlows>,
    Path(path): Path<WaFlowPath>,
    Json(request): Json<TryWaFlowEndpoint>,
) -> Result<Json<WaFlowTried>, ApiError> {
    let request = TryRequest {
        action: match request.action {
            TryAction::Init => "INIT",
            TryAction::DataExchange => "data_exchange",
            TryAction::Back => "BACK",
        },
        screen: request.screen,
        data: request.data.unwrap_or_default(),
    };
    Ok(Json(app.wa_flows().try_endpoint(&member.actor(), path.wa_flow, request).await?))
}

/// List a form's exchanges with phones, the latest first, for thirty days. Values are hidden from members who may not manage forms.
#[utoipa::path(get, path = "/workspaces/{workspace}/wa-flows/{wa_flow}/exchanges", tag = "wa-flows", params(WaFlowPath, PageQuery),
    responses((status = OK, body = Page<FlowExchangeView>)))]
pub(super) async fn list_flow_exchanges(
    State(app): State<App>,
    member: Member<perm::ReadWaFlows>,
    Path(path): Path<WaFlowPath>,
    Query(query): Query<PageQuery>,
) -> Result<Json<Page<FlowExchangeView>>, ApiError> {
    let page = app
        .wa_flows()
        .exchanges(&member.actor(), path.wa_flow, query.limit(), query.cursor())
        .await?;
    Ok(Json(page))
}

/// Read how a form does: sent, opened, filled in, and how quick its endpoint is.
#[utoipa::path(get, path = "/workspaces/{workspace}/wa-flows/{wa_flow}/stats", tag = "wa-flows", params(WaFlowPath),
    responses((status = OK, body = WaFlowStats)))]
pub(super) async fn get_wa_flow_stats(
    State(app): State<App>,
    member: Member<perm::ReadWaFlows>,
    Path(path): Path<WaFlowPath>,
) -> Result<Json<WaFlowStats>, ApiError> {
    Ok(Json(app.wa_flows().stats(member.workspace_id, path.wa_flow).await?))
}
