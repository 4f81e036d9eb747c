//! New recovery codes.

use super::{Proof, RecoveryCodes, prove};
use crate::auth::totp;
use crate::prelude::*;

/// Make new recovery codes; the old ones stop working, and your other sessions end.
#[utoipa::path(post, path = "/me/second-factor/recovery-codes", tag = "me", responses((status = OK, body = RecoveryCodes)))]
pub(crate) async fn replace_recovery_codes(
    State(app): State<App>,
    account: Account,
    State(auth): State<Auth>,
    Json(proof): Json<Proof>,
) -> Result<Json<RecoveryCodes>, ApiError> {
    if app.second_factors().state(account.user_id).await?.confirmed_at.is_none() {
        return Err(ApiError::new(Code::SecondFactorNone, "There is no second factor to make codes for."));
    }
    prove(&app, &auth, &account, proof).await?;
    let (recovery_codes, hashes) = totp::new_recovery_codes();
    app.second_factors()
        .replace_recovery_codes(&account.person(), account.user_id, &hashes)
        .await?;
    Ok(Json(RecoveryCodes { recovery_codes }))
}
