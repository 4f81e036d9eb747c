//! Begin an enrolment.

use secrecy::{ExposeSecret as _, SecretString};

use crate::auth::{session, totp};
use crate::prelude::*;

/// Who begins.
#[derive(Deserialize, ToSchema)]
pub(crate) struct BeginSecondFactor {
    /// The account's password.
    #[schema(value_type = String, max_length = 1024)]
    password: SecretString,
}

/// What the authenticator app needs.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct SecondFactorSeed {
    /// To be typed into the app.
    secret: String,
    /// To be drawn as a QR code, here and nowhere else.
    #[schema(example = "otpauth://totp/PrismWA:ana%40example.com?secret=GEZDGNBVGY3TQOJQ&issuer=PrismWA")]
    address: String,
}

/// Begin to enrol a second factor.
///
/// Nothing is asked for at sign-in before the first code is confirmed; beginning again throws the seed before away.
#[utoipa::path(post, path = "/me/second-factor", tag = "me", responses((status = CREATED, body = SecondFactorSeed)))]
pub(crate) async fn begin_second_factor(
    State(app): State<App>,
    account: Account,
    State(auth): State<Auth>,
    Json(request): Json<BeginSecondFactor>,
) -> Result<(StatusCode, Json<SecondFactorSeed>), ApiError> {
    session::check_own_password(&app, &auth, &account.email, request.password, "/password").await?;
    let seed = totp::new_seed();
    app.second_factors().begin(&account.person(), account.user_id, &seed).await?;
    let address = totp::address(&seed, &account.email);
    Ok((
        StatusCode::CREATED,
        Json(SecondFactorSeed {
            secret: seed.expose_secret().to_owned(),
            address,
        }),
    ))
}
