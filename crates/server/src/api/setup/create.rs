//! Make the first owner.

use app::instance::FirstOwner;
use secrecy::{ExposeSecret as _, SecretString};
use store::NewUser;

use crate::auth::browser::UserAgent;
use crate::auth::cookie::SameSite;
use crate::auth::session::{Opening, SignedIn, TokenView};
use crate::auth::{password, secret, throttled};
use crate::prelude::*;
use crate::request;

/// The first owner.
#[derive(Deserialize, ToSchema)]
pub(super) struct SetUp {
    /// The one-time token from the setup link in the server's log.
    #[schema(max_length = 200)]
    token: String,
    /// The owner's address.
    email: String,
    /// The owner's name.
    #[schema(min_length = 1, max_length = 100)]
    name: String,
    /// The owner's password.
    #[schema(value_type = String, min_length = 12, max_length = 128)]
    password: SecretString,
    /// The name of the first workspace.
    #[schema(min_length = 1, max_length = 100)]
    workspace_name: String,
}

/// Create the first owner and their workspace, and sign them in.
///
/// Works once, with the setup token from the server's log; the owner also becomes instance administrator. Public, since nobody can be signed in before there
/// is anybody.
#[utoipa::path(post, path = "/setup", tag = "setup", responses((status = OK, body = TokenView)))]
pub(super) async fn set_up(
    State(app): State<App>,
    _guard: Public,
    State(auth): State<Auth>,
    _same_site: SameSite,
    UserAgent(user_agent): UserAgent,
    Json(request): Json<SetUp>,
) -> Result<SignedIn, ApiError> {
    throttled(auth.token_throttle())?;
    if !app.instance().needs_setup().await? {
        return Err(ApiError::new(Code::SetupDone, "The first owner exists already."));
    }
    let personal = [request.email.as_str(), request.name.as_str(), request.workspace_name.as_str()];
    if let Some(problem) = password::problem("/password", request.password.expose_secret(), &personal) {
        return Err(ApiError::invalid(vec![problem]));
    }
    let password_hash = auth.hasher().hash(request.password).await?;
    let owner = FirstOwner {
        user: NewUser {
            email: request.email,
            name: request.name,
            password_hash,
            is_instance_admin: true,
        },
        workspace_name: request.workspace_name,
        token_hash: secret::hash(&request.token),
    };
    let opening = Opening::new(&auth, user_agent);
    let (user, _workspace) = app.instance().set_up(&request::anyone(), owner, |user| opening.row(&auth, user)).await?;
    Ok(opening.done(&auth, user))
}
