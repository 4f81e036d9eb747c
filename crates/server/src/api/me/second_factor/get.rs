//! How it stands.

use crate::prelude::*;

/// How it stands with one's second factor.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct SecondFactorView {
    /// Is it asked for at sign-in?
    enabled: bool,
    /// Since when.
    enabled_at: Option<Timestamp>,
    /// Recovery codes that are not used yet.
    recovery_codes_left: i64,
}

/// Read how it stands with your second factor.
#[utoipa::path(get, path = "/me/second-factor", tag = "me", responses((status = OK, body = SecondFactorView)))]
pub(crate) async fn get_second_factor(State(app): State<App>, account: Account) -> Result<Json<SecondFactorView>, ApiError> {
    let state = app.second_factors().state(account.user_id).await?;
    Ok(Json(SecondFactorView {
        enabled: state.confirmed_at.is_some(),
        enabled_at: state.confirmed_at,
        recovery_codes_left: state.recovery_codes,
    }))
}
