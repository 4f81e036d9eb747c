//! One's own second factor: enrol, confirm, new recovery codes, take away.

pub(super) mod begin;
pub(super) mod confirm;
pub(super) mod get;
pub(super) mod recovery_codes;
pub(super) mod remove;

use secrecy::SecretString;

use crate::auth::{second_factor, session};
use crate::prelude::*;

/// Proof that it is really them: the password, and a code where one is asked for.
#[derive(Deserialize, ToSchema)]
pub(super) struct Proof {
    /// The account's password.
    #[schema(value_type = String, max_length = 1024)]
    password: SecretString,
    /// The code that the app shows, or a recovery code.
    #[schema(value_type = Option<String>, example = "123456")]
    code: Option<SecretString>,
}

/// Recovery codes, shown this once.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct RecoveryCodes {
    /// Ten codes; each works once in place of the app's.
    recovery_codes: Vec<String>,
}

/// Checks the password of a signed-in person, and the code where they have a second factor.
async fn prove(app: &App, auth: &Auth, account: &Account, proof: Proof) -> Result<(), ApiError> {
    session::check_own_password(app, auth, &account.email, proof.password, "/password").await?;
    second_factor::check(app, auth, account.user_id, proof.code.as_ref())
        .await
        .map_err(|error| {
            let is_guess = [Code::AuthSecondFactorWrong, Code::AuthSecondFactorRequired]
                .map(Code::as_str)
                .contains(&error.code());
            if is_guess {
                // Not 401: the session is fine, only this field is not.
                ApiError::invalid_field("/code", "code.wrong", "This code is wrong, too old, or was used before.")
            } else {
                error
            }
        })
}
