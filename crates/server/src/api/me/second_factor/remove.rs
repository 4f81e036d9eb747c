//! Take it away.

use super::{Proof, prove};
use crate::prelude::*;

/// Remove your second factor, proven by password and code. Your other sessions end.
///
/// Workspaces that ask for one let you in again once you enrol anew.
#[utoipa::path(post, path = "/me/second-factor/remove", tag = "me", responses((status = NO_CONTENT)))]
pub(crate) async fn remove_second_factor(
    State(app): State<App>,
    account: Account,
    State(auth): State<Auth>,
    Json(proof): Json<Proof>,
) -> Result<StatusCode, ApiError> {
    prove(&app, &auth, &account, proof).await?;
    app.second_factors().remove(&account.person(), account.user_id).await?;
    Ok(StatusCode::NO_CONTENT)
}
