//! What phones asked and were told, how quick it was, and trying it without a phone.

use app::views::{FlowExchangeView, WaFlowStats};
use app::wa_flows::{ExchangeReplayed, ReplayText, TryRequest, WaFlowTried};
use serde_json::{Map, Value};

use super::{FlowExchangePath, WaFlowPath};
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

/// Who answers when an exchange is asked again.
#[derive(Debug, Default, Deserialize, ToSchema)]
pub(super) struct ReplayFlowExchange {
    /// `live` (when missing): the endpoint as it is. `draft`: the draft of the function that is the endpoint.
    with: Option<ReplayWith>,
    /// A text for the function that is saved nowhere; instead of `with`.
    source: Option<String>,
}

/// Which text of a function answers.
#[derive(Debug, Clone, Copy, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(super) enum ReplayWith {
    /// What is published.
    Live,
    /// What is being written.
    Draft,
}

/// Replay an exchange: ask again what the phone asked, and show what is different. No phone hears of it; what the function fetches it really fetches.
#[utoipa::path(post, path = "/workspaces/{workspace}/wa-flows/{wa_flow}/exchanges/{exchange}/replay", tag = "wa-flows", params(FlowExchangePath),
    responses((status = OK, body = ExchangeReplayed)))]
pub(super) async fn replay_flow_exchange(
    State(app): State<App>,
    member: Member<perm::ManageWaFlows>,
    Path(path): Path<FlowExchangePath>,
    Json(request): Json<ReplayFlowExchange>,
) -> Result<Json<ExchangeReplayed>, ApiError> {
    let text = match (request.source, request.with) {
        (Some(source), _) => ReplayText::Unsaved(source),
        (None, Some(ReplayWith::Draft)) => ReplayText::Draft,
        (None, Some(ReplayWith::Live) | None) => ReplayText::Live,
    };
    let replayed = app
        .wa_flows()
        .replay_exchange(&member.actor(), path.wa_flow, path.exchange, &text)
        .await?;
    Ok(Json(replayed))
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
