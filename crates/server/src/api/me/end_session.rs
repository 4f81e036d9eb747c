//! End one of one's own sessions.

use crate::prelude::*;

/// Which session.
#[derive(Debug, Clone, Copy, Deserialize, IntoParams)]
#[into_params(parameter_in = Path)]
pub(super) struct SessionPath {
    /// The session's id.
    session: SessionId,
}

/// End one of your sessions.
///
/// That browser is signed out at its next request.
#[utoipa::path(delete, path = "/me/sessions/{session}", tag = "me", params(SessionPath), responses((status = NO_CONTENT)))]
pub(super) async fn end_session(State(app): State<App>, account: Account, Path(path): Path<SessionPath>) -> Result<StatusCode, ApiError> {
    app.sessions().end(&account.person(), account.user_id, path.session).await?;
    Ok(StatusCode::NO_CONTENT)
}
