//! The second factor at the door: asked after a good password, few guesses, each code once.

use std::time::Duration;

use app::App;
use model::UserId;
use secrecy::{ExposeSecret, SecretString};

use super::{Auth, totp};
use crate::error::{ApiError, Code};
use crate::request;

/// Lets a person through who has no second factor, or proves it with a code of their app or a recovery code.
pub async fn check(app: &App, auth: &Auth, user: UserId, code: Option<&SecretString>) -> Result<(), ApiError> {
    let Some((seed, true)) = app.second_factors().seed(user).await? else {
        return Ok(());
    };
    let Some(code) = code.map(ExposeSecret::expose_secret).filter(|code| !code.trim().is_empty()) else {
        return Err(ApiError::new(
            Code::AuthSecondFactorRequired,
            "This account asks for a code besides the password.",
        ));
    };
    if prove(app, auth, user, &seed, code).await? {
        Ok(())
    } else {
        Err(wrong())
    }
}

/// The step of a code that confirms an enrolment.
pub async fn confirming_step(app: &App, auth: &Auth, user: UserId, code: &SecretString) -> Result<i64, ApiError> {
    let Some((seed, false)) = app.second_factors().seed(user).await? else {
        return Err(ApiError::new(
            Code::SecondFactorNothingToConfirm,
            "There is no enrolment that waits for a code.",
        ));
    };
    take_turn(auth, user)?;
    let step = totp::step_of(
        &seed,
        code.expose_secret(),
        auth.now().seconds(),
        auth.settings().second_factor_drift_steps,
    );
    let step = step.ok_or_else(|| ApiError::invalid_field("/code", "code.wrong", "This is not the code your app shows now."))?;
    auth.second_factor_throttle().give_back(&user);
    Ok(step)
}

async fn prove(app: &App, auth: &Auth, user: UserId, seed: &SecretString, code: &str) -> Result<bool, ApiError> {
    take_turn(auth, user)?;
    let factors = app.second_factors();
    let proven = match totp::recovery_hash(code) {
        Some(hash) => factors.use_recovery_code(&request::anyone(), user, &hash).await?,
        None => match totp::step_of(seed, code, auth.now().seconds(), auth.settings().second_factor_drift_steps) {
            Some(step) => factors.use_step(user, step).await?,
            None => false,
        },
    };
    if proven {
        auth.second_factor_throttle().give_back(&user);
    }
    Ok(proven)
}

/// Guesses are counted for the account, so that an address cannot be changed to guess on.
fn take_turn(auth: &Auth, user: UserId) -> Result<(), ApiError> {
    let wait = |wait: Duration| ApiError::new(Code::AuthRateLimited, "Too many wrong codes.").retry_after(wait);
    auth.second_factor_throttle().take(&user).map_err(wait)
}

fn wrong() -> ApiError {
    ApiError::new(Code::AuthSecondFactorWrong, "This code is wrong, too old, or was used before.")
}
