//! Look at an invitation by its link.

use super::{TokenPath, token};
use crate::auth::throttled;
use crate::prelude::*;

/// What the person with the link sees before accepting.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct OpenInvitation {
    /// Where they are invited to.
    workspace_name: String,
    /// For which address.
    email: String,
    /// What they will be.
    role: Role,
    /// Until when the link works.
    expires_at: Timestamp,
    /// There is an account with this address: accept with its password. Otherwise choose a name and a password.
    account_exists: bool,
}

/// Look at an invitation.
///
/// Public, since the link is the proof. 410 when it was used, withdrawn, or is too old.
#[utoipa::path(get, path = "/invitations/{token}", tag = "invitations", params(TokenPath), responses((status = OK, body = OpenInvitation)))]
pub(super) async fn open_invitation(
    State(app): State<App>,
    _guard: Public,
    State(auth): State<Auth>,
    Path(path): Path<TokenPath>,
) -> Result<Json<OpenInvitation>, ApiError> {
    throttled(auth.token_throttle())?;
    let token = token::parse(&path.token)?;
    let open = app.invitations().open(token.workspace, &token.hash).await?;
    Ok(Json(OpenInvitation {
        workspace_name: open.workspace_name,
        account_exists: open.existing.is_some(),
        email: open.invitation.email,
        role: open.invitation.role,
        expires_at: open.invitation.expires_at,
    }))
}
