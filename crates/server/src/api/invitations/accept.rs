//! Accept an invitation by its link.

use app::invitations::{Joining, Open};
use secrecy::{ExposeSecret as _, SecretString};

use super::{TokenPath, token};
use crate::auth::browser::UserAgent;
use crate::auth::cookie::SameSite;
use crate::auth::session::{self, Opening, SignedIn, TokenView};
use crate::auth::{password, throttled};
use crate::prelude::*;
use crate::request;

/// Who accepts.
#[derive(Deserialize, ToSchema)]
pub(super) struct AcceptInvitation {
    /// Your name; only for a new account.
    #[schema(min_length = 1, max_length = 100)]
    name: Option<String>,
    /// The password of your account, or the one you choose for a new account.
    #[schema(value_type = String, min_length = 12, max_length = 128)]
    password: SecretString,
}

/// Accept an invitation, and sign in.
///
/// With an account of the invited address, its password is the proof; without one, an account is made. Public, since the link is the proof. The link
/// works once.
#[utoipa::path(post, path = "/invitations/{token}/accept", tag = "invitations", params(TokenPath), responses((status = OK, body = TokenView)))]
pub(super) async fn accept_invitation(
    State(app): State<App>,
    _guard: Public,
    State(auth): State<Auth>,
    _same_site: SameSite,
    UserAgent(user_agent): UserAgent,
    Path(path): Path<TokenPath>,
    Json(request): Json<AcceptInvitation>,
) -> Result<SignedIn, ApiError> {
    throttled(auth.token_throttle())?;
    let token = token::parse(&path.token)?;
    let open = app.invitations().open(token.workspace, &token.hash).await?;
    let joining = joining(&app, &auth, &open, request).await?;
    let opening = Opening::new(&auth, user_agent);
    let user = app
        .invitations()
        .accept(&request::anyone(), token.workspace, &token.hash, joining, |user| opening.row(&auth, user))
        .await?;
    Ok(opening.done(&auth, user))
}

async fn joining(app: &App, auth: &Auth, open: &Open, request: AcceptInvitation) -> Result<Joining, ApiError> {
    let email = &open.invitation.email;
    if open.existing.is_some() {
        let user = session::check_password(app, auth, email, request.password).await?;
        return Ok(Joining::Existing(user));
    }
    let name = request
        .name
        .ok_or_else(|| ApiError::invalid_field("/name", "missing_field", "Write your name."))?;
    if let Some(problem) = password::problem("/password", request.password.expose_secret(), &[email, &name]) {
        return Err(ApiError::invalid(vec![problem]));
    }
    let password_hash = auth.hasher().hash(request.password).await?;
    Ok(Joining::New { name, password_hash })
}
