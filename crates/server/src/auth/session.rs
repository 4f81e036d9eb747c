//! From a proven person to a session: the access token, the cookie, and the checks before.

use std::time::Duration;

use app::App;
use app::sessions::{Refresh, Refreshed};
use app::views::UserView;
use axum::response::{IntoResponse, Response};
use http::header::{self, HeaderValue};
use model::{SessionId, UserId};
use secrecy::SecretString;
use serde::Serialize;
use store::NewSession;
use utoipa::ToSchema;

use super::hasher::Verdict;
use super::refresh::RefreshToken;
use super::{Auth, cookie, secret};
use crate::error::{ApiError, Code};
use crate::extract::Json;
use crate::request;

/// A session just opened or renewed. The refresh token comes only as a cookie.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct TokenView {
    /// Send it as `Authorization: Bearer …`.
    pub access_token: String,
    /// How long it works, in seconds.
    #[schema(example = 600)]
    pub expires_in: u64,
    /// Who is signed in.
    pub user: UserView,
}

/// The answer that signs somebody in: the token in the body, the refresh token in a cookie.
#[derive(Debug)]
pub struct SignedIn {
    view: TokenView,
    cookie: HeaderValue,
}

impl IntoResponse for SignedIn {
    fn into_response(self) -> Response {
        ([(header::SET_COOKIE, self.cookie)], Json(self.view)).into_response()
    }
}

/// A session to be opened: what the database needs, and what the browser gets.
pub struct Opening {
    id: SessionId,
    token: RefreshToken,
    life: Duration,
    user_agent: String,
}

impl Opening {
    /// A new session for a browser that calls itself `user_agent`.
    #[must_use]
    pub fn new(auth: &Auth, user_agent: String) -> Self {
        let id = SessionId::new();
        let life = auth.settings().session_idle().min(auth.settings().session_absolute());
        Self {
            id,
            token: auth.refresh_tokens().first(id),
            life,
            user_agent,
        }
    }

    /// What the database keeps of it.
    #[must_use]
    pub fn row(&self, auth: &Auth, user_id: UserId) -> NewSession {
        NewSession {
            id: self.id,
            user_id,
            refresh_hash: self.token.hash(),
            user_agent: self.user_agent.clone(),
            ip: request::client().to_string(),
            expires_at: auth.now() + self.life,
        }
    }

    /// The answer once it is open.
    #[must_use]
    pub fn done(self, auth: &Auth, user: UserView) -> SignedIn {
        signed_in(auth, user, self.id, &self.token, self.life)
    }
}

/// Checks a password for an address. Unknown addresses, shut accounts and wrong passwords look and take alike; failures are counted for the account and
/// for the address, and a good password gives its turn back.
pub async fn check_password(app: &App, auth: &Auth, email: &str, password: SecretString) -> Result<UserId, ApiError> {
    let (by_account, by_ip) = auth.sign_in_throttles();
    let account = secret::hash(email);
    let ip = secret::hash(&request::client().to_string());
    let wait = |wait: Duration| ApiError::new(Code::AuthRateLimited, "Too many failed sign-ins.").retry_after(wait);
    by_ip.take(&ip).map_err(wait)?;
    by_account.take(&account).map_err(wait)?;
    let credentials = app.store().system().find_credentials(email).await?;
    let hash = credentials.as_ref().map(|credentials| credentials.password_hash.clone());
    let verdict = auth.hasher().verify(password.clone(), hash).await?;
    let Some(credentials) = credentials.filter(|credentials| verdict != Verdict::Wrong && credentials.disabled_at.is_none()) else {
        metrics::counter!("prismwa_sign_ins_total", "outcome" => "refused").increment(1);
        return Err(ApiError::new(
            Code::AuthInvalidCredentials,
            "No account has this e-mail and this password.",
        ));
    };
    by_ip.give_back(&ip);
    by_account.give_back(&account);
    if verdict == Verdict::RightButOld {
        let hash = auth.hasher().hash(password).await?;
        app.users()
            .strengthen_password(credentials.user_id, credentials.password_version, &hash)
            .await?;
    }
    metrics::counter!("prismwa_sign_ins_total", "outcome" => "accepted").increment(1);
    Ok(credentials.user_id)
}

/// Checks the password of somebody who is signed in; a wrong one is the field's fault, not the session's.
pub async fn check_own_password(app: &App, auth: &Auth, email: &str, password: SecretString, pointer: &'static str) -> Result<(), ApiError> {
    check_password(app, auth, email, password).await.map(|_| ()).map_err(|error| {
        if error.code() == Code::AuthInvalidCredentials.as_str() {
            ApiError::invalid_field(pointer, "password.wrong", "This is not your password.")
        } else {
            error
        }
    })
}

/// Opens a session for a person who proved who they are.
pub async fn open(app: &App, auth: &Auth, user: UserId, user_agent: String) -> Result<SignedIn, ApiError> {
    let opening = Opening::new(auth, user_agent);
    let user = app.sessions().open(&request::anyone(), opening.row(auth, user)).await?;
    Ok(opening.done(auth, user))
}

/// Renews the session behind a refresh cookie.
pub async fn renew(app: &App, auth: &Auth, cookie: Option<&str>) -> Result<SignedIn, ApiError> {
    let invalid = || {
        ApiError::new(Code::AuthRefreshInvalid, "The refresh cookie is missing or no longer good.").header(header::SET_COOKIE, cookie::remove(auth))
    };
    let token = cookie.and_then(|text| auth.refresh_tokens().read(text)).ok_or_else(invalid)?;
    let next = auth.refresh_tokens().successor(&token);
    let settings = auth.settings();
    let refresh = Refresh {
        session: token.session(),
        presented: token.hash(),
        next: next.hash(),
        grace: Duration::from_secs(settings.refresh_grace_seconds),
        idle: settings.session_idle(),
        absolute: settings.session_absolute(),
    };
    match app.sessions().refresh(&request::anyone(), &refresh).await? {
        Refreshed::Renewed { user, expires_at } => Ok(signed_in(auth, user, token.session(), &next, expires_at.since(auth.now()))),
        Refreshed::Ended => Err(invalid()),
        Refreshed::Reused => Err(
            ApiError::new(Code::AuthRefreshReused, "A refresh token that was replaced before came back.")
                .header(header::SET_COOKIE, cookie::remove(auth)),
        ),
    }
}

fn signed_in(auth: &Auth, user: UserView, session: SessionId, token: &RefreshToken, life: Duration) -> SignedIn {
    let tokens = auth.access_tokens();
    let view = TokenView {
        access_token: tokens.sign(user.id, session, auth.now()),
        expires_in: tokens.life().as_secs(),
        user,
    };
    SignedIn {
        view,
        cookie: cookie::set(auth, token, life),
    }
}
