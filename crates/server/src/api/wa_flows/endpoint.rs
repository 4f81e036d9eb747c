//! Who answers a form's data exchanges.

use std::collections::BTreeMap;

use app::views::WaFlowView;
use app::wa_flows::{EndpointRequest, FixedScreen};
use secrecy::SecretString;
use serde_json::{Map, Value};

use super::WaFlowPath;
use crate::prelude::*;

/// Who is to answer; which members are needed depends on `kind`.
#[derive(Debug, Deserialize, ToSchema)]
pub(super) struct SetWaFlowEndpoint {
    /// `none`, `fixed` (the same data for everybody), `function` or `forward` (an address of yours).
    kind: EndpointKind,
    /// Of `fixed`: each screen's data, and the screen that comes next.
    screens: Option<BTreeMap<String, FixedScreenData>>,
    /// Of `function`: its id.
    function: Option<String>,
    /// Of `forward`: an address that takes the plain request as JSON and answers with the next screen.
    url: Option<String>,
    /// Of `forward`: signs what is sent, 16 to 256 characters; what there is stays when it is missing.
    #[schema(value_type = Option<String>)]
    secret: Option<SecretString>,
    /// Of `function` and `forward`: milliseconds until an error is shown instead, at most 9,000; 5,000 when missing.
    timeout_ms: Option<u32>,
}

/// Who answers.
#[derive(Debug, Clone, Copy, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(super) enum EndpointKind {
    /// Nobody.
    None,
    /// Data that is written down.
    Fixed,
    /// A function.
    Function,
    /// An address.
    Forward,
}

/// What a screen is given.
#[derive(Debug, Deserialize, ToSchema)]
pub(super) struct FixedScreenData {
    /// Its data.
    #[serde(default)]
    #[schema(value_type = Object)]
    data: Map<String, Value>,
    /// The next screen; the routing model's first when missing. `SUCCESS` ends the form.
    next: Option<String>,
}

const USUAL_TIMEOUT_MS: u32 = 5_000;

/// Set who answers a form's data exchanges, and tell Meta the address when it does not know it yet.
#[utoipa::path(put, path = "/workspaces/{workspace}/wa-flows/{wa_flow}/endpoint", tag = "wa-flows", params(WaFlowPath),
    responses((status = OK, body = WaFlowView)))]
pub(super) async fn set_wa_flow_endpoint(
    State(app): State<App>,
    member: Member<perm::ManageWaFlows>,
    Path(path): Path<WaFlowPath>,
    Json(request): Json<SetWaFlowEndpoint>,
) -> Result<Json<WaFlowView>, ApiError> {
    let missing = |pointer: &'static str| ApiError::invalid_field(pointer, "missing_field", "This kind of endpoint needs it.");
    let timeout_ms = request.timeout_ms.unwrap_or(USUAL_TIMEOUT_MS);
    let endpoint = match request.kind {
        EndpointKind::None => EndpointRequest::None,
        EndpointKind::Fixed => {
            let screens = request.screens.ok_or_else(|| missing("/screens"))?;
            let fixed = |(name, screen): (String, FixedScreenData)| {
                let FixedScreenData { data, next } = screen;
                (name, FixedScreen { data, next })
            };
            EndpointRequest::Fixed(screens.into_iter().map(fixed).collect())
        }
        EndpointKind::Function => EndpointRequest::Function {
            function: request.function.ok_or_else(|| missing("/function"))?,
            timeout_ms,
        },
        EndpointKind::Forward => EndpointRequest::Forward {
            url: request.url.ok_or_else(|| missing("/url"))?,
            secret: request.secret,
            timeout_ms,
        },
    };
    Ok(Json(app.wa_flows().set_endpoint(&member.actor(), path.wa_flow, endpoint).await?))
}
