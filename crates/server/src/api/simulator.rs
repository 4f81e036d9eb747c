//! The pretend Meta at `/simulator`: its Graph API asks for its own tokens, its control API for a signed-in member who may use the simulator.

use axum::extract::{Request, State};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use http::{HeaderMap, header};
use model::Permission;

use crate::auth::member::account_of;
use crate::error::{ApiError, Code};
use crate::state::Server;

/// The simulator's routes, when it runs.
pub(crate) fn mount(server: &Server) -> Option<axum::Router> {
    let simulator = server.simulator.as_ref()?;
    let control = simulator.control_router().layer(from_fn_with_state(server.clone(), admit));
    Some(axum::Router::new().nest("/graph", simulator.graph_router()).nest("/control", control))
}

async fn admit(State(server): State<Server>, request: Request, next: Next) -> Response {
    match may_use(&server, request.headers()).await {
        Ok(()) => next.run(request).await,
        Err(refused) => refused.into_response(),
    }
}

/// Phones and faults belong to the simulator, not to a workspace: who may use it in one may use it.
async fn may_use(server: &Server, headers: &HeaderMap) -> Result<(), ApiError> {
    let bearer = headers
        .get(header::AUTHORIZATION)
        .and_then(|value| value.to_str().ok())
        .and_then(|value| value.split_once(' '));
    let token = match bearer {
        Some((scheme, token)) if scheme.eq_ignore_ascii_case("bearer") => token.trim(),
        _ => return Err(ApiError::new(Code::AuthRequired, "The simulator's controls need an access token.")),
    };
    let account = account_of(&server.app, &server.auth, token).await?;
    let memberships = server.app.store().system().list_memberships(account.user_id).await?;
    for membership in &memberships {
        if membership.role()?.may(Permission::UseSimulator) {
            return Ok(());
        }
    }
    Err(ApiError::new(
        Code::AccessDenied,
        format!(
            "This needs the permission {} in one of your workspaces.",
            Permission::UseSimulator.as_str()
        ),
    ))
}
