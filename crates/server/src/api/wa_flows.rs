//! WhatsApp's own forms: Meta's list kept here, written, checked and published through Meta.

mod change;
mod create;
mod draft;
mod endpoint;
mod exchanges;
mod list;
mod publish;
mod text;

use axum::extract::DefaultBodyLimit;
use model::{FlowExchangeId, WaFlowId};

use crate::prelude::*;

/// Flow JSON has at most 10 MB; inside JSON, with its quotes and line ends escaped, it takes up to twice that.
const LARGEST_TEXT: usize = 24 << 20;

pub(super) fn routes() -> Routes {
    let texts = Routes::new()
        .routes(routes!(list::list_wa_flows, create::create_wa_flow))
        .routes(routes!(draft::get_wa_flow_draft, draft::put_wa_flow_draft))
        .routes(routes!(text::check_wa_flow))
        .routes(routes!(endpoint::set_wa_flow_endpoint))
        .map(|routes| routes.layer(DefaultBodyLimit::max(LARGEST_TEXT)));
    Routes::new()
        .merge(texts)
        .routes(routes!(list::sync_wa_flows))
        .routes(routes!(change::get_wa_flow, change::update_wa_flow, change::delete_wa_flow))
        .routes(routes!(create::clone_wa_flow))
        .routes(routes!(publish::upload_wa_flow))
        .routes(routes!(publish::publish_wa_flow))
        .routes(routes!(publish::deprecate_wa_flow))
        .routes(routes!(publish::preview_wa_flow))
        .routes(routes!(exchanges::try_wa_flow_endpoint))
        .routes(routes!(exchanges::list_flow_exchanges))
        .routes(routes!(exchanges::replay_flow_exchange))
        .routes(routes!(exchanges::get_wa_flow_stats))
        .routes(routes!(text::list_wa_flow_versions))
        .routes(routes!(text::get_wa_flow_version))
        .routes(routes!(text::diff_wa_flow))
}

/// Paths that name a form.
#[derive(Debug, Clone, Copy, Deserialize, IntoParams)]
#[into_params(parameter_in = Path)]
pub(super) struct WaFlowPath {
    /// The workspace's id.
    #[expect(dead_code, reason = "the guard reads it; the document needs it")]
    workspace: WorkspaceId,
    /// The form's id.
    wa_flow: WaFlowId,
}

/// Paths that name an exchange of a form.
#[derive(Debug, Clone, Copy, Deserialize, IntoParams)]
#[into_params(parameter_in = Path)]
pub(super) struct FlowExchangePath {
    /// The workspace's id.
    #[expect(dead_code, reason = "the guard reads it; the document needs it")]
    workspace: WorkspaceId,
    /// The form's id.
    wa_flow: WaFlowId,
    /// The exchange's id.
    exchange: FlowExchangeId,
}

/// Paths that name a kept version of a form.
#[derive(Debug, Clone, Copy, Deserialize, IntoParams)]
#[into_params(parameter_in = Path)]
pub(super) struct WaFlowVersionPath {
    /// The workspace's id.
    #[expect(dead_code, reason = "the guard reads it; the document needs it")]
    workspace: WorkspaceId,
    /// The form's id.
    wa_flow: WaFlowId,
    /// The version's number, from 1.
    number: i64,
}
