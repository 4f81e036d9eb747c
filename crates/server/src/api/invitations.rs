//! Invitations: made and withdrawn by owners and admins, opened and accepted by whoever has the link.

mod accept;
mod create;
mod list;
mod open;
mod revoke;
mod token;

use crate::prelude::*;

pub(super) fn routes() -> Routes {
    Routes::new()
        .routes(routes!(list::list_invitations, create::create_invitation))
        .routes(routes!(revoke::revoke_invitation))
        .routes(routes!(open::open_invitation))
        .routes(routes!(accept::accept_invitation))
}

/// Paths that name an invitation by its link's token.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Path)]
pub(super) struct TokenPath {
    /// The token at the end of the link.
    #[param(pattern = "^inv[0-9a-f]{32}[A-Za-z0-9_-]{43}$")]
    token: String,
}
