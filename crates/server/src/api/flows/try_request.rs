//! Send a step's request once, to see what comes back.

use app::runs::TrialAsked;
use app::views::RequestTrialView;
use serde_json::{Map, Value};

use super::FlowPath;
use crate::prelude::*;

/// What to send.
#[derive(Debug, Deserialize, ToSchema)]
pub(super) struct TryFlowRequest {
    /// The settings of an `http_request` step, as they are in the editor.
    #[schema(value_type = Object)]
    config: Value,
    /// The scopes its texts are filled from: `contact`, `vars`, `nodes` … Secrets are filled in by the server.
    #[serde(default)]
    #[schema(value_type = Object)]
    scope: Map<String, Value>,
    /// Language that numbers and dates are written in; `en` when absent.
    #[schema(max_length = 16)]
    language: Option<String>,
    /// IANA time zone of dates; UTC when absent.
    time_zone: Option<String>,
}

/// Send the request of a flow's step once, with the given values. It is really sent, with the workspace's secrets, which are shown nowhere: where the other
/// system says one back there are dots. It is not tried again, waits at most 20 seconds, and of its answer at most 64 kB are shown.
#[utoipa::path(post, path = "/workspaces/{workspace}/flows/{flow}/try-request", tag = "flows", params(FlowPath),
    responses((status = OK, body = RequestTrialView)))]
pub(super) async fn try_flow_request(
    State(app): State<App>,
    member: Member<perm::ManageFlows>,
    Path(path): Path<FlowPath>,
    Json(request): Json<TryFlowRequest>,
) -> Result<Json<RequestTrialView>, ApiError> {
    let asked = TrialAsked {
        config: request.config,
        scope: request.scope,
        language: request.language,
        time_zone: request.time_zone,
    };
    Ok(Json(app.runs().try_request(&member.actor(), path.flow, asked).await?))
}
