//! Confirm an enrolment.

use secrecy::SecretString;

use super::RecoveryCodes;
use crate::auth::{second_factor, totp};
use crate::prelude::*;

/// The first code.
#[derive(Deserialize, ToSchema)]
pub(crate) struct ConfirmSecondFactor {
    /// What the app shows now.
    #[schema(value_type = String, example = "123456")]
    code: SecretString,
}

/// Confirm the second factor with its first code.
///
/// From now on a code is asked for at sign-in. Your other sessions end. The recovery codes are shown this once.
#[utoipa::path(post, path = "/me/second-factor/confirm", tag = "me", responses((status = OK, body = RecoveryCodes)))]
pub(crate) async fn confirm_second_factor(
    State(app): State<App>,
    account: Account,
    State(auth): State<Auth>,
    Json(request): Json<ConfirmSecondFactor>,
) -> Result<Json<RecoveryCodes>, ApiError> {
    let step = second_factor::confirming_step(&app, &auth, account.user_id, &request.code).await?;
    let (recovery_codes, hashes) = totp::new_recovery_codes();
    app.second_factors().confirm(&account.person(), account.user_id, step, &hashes).await?;
    Ok(Json(RecoveryCodes { recovery_codes }))
}
