//! Where one is signed in.

use app::views::SessionView;

use crate::prelude::*;

/// The sessions of a person.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct SessionList {
    /// Those that are alive, the one used last first.
    data: Vec<SessionView>,
}

/// List the browsers you are signed in with.
#[utoipa::path(get, path = "/me/sessions", tag = "me", responses((status = OK, body = SessionList)))]
pub(super) async fn list_sessions(State(app): State<App>, account: Account) -> Result<Json<SessionList>, ApiError> {
    Ok(Json(SessionList {
        data: app.sessions().list(account.user_id, account.session_id).await?,
    }))
}
