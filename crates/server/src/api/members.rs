//! Members of a workspace.

mod list;
mod remove;
mod transfer;
mod update;

use crate::prelude::*;

pub(super) fn routes() -> Routes {
    Routes::new()
        .routes(routes!(list::list_members))
        .routes(routes!(update::update_member, remove::remove_member))
        .routes(routes!(transfer::transfer_ownership))
}

/// Paths that name a member.
#[derive(Debug, Clone, Copy, Deserialize, IntoParams)]
#[into_params(parameter_in = Path)]
pub(super) struct MemberPath {
    /// The workspace's id.
    #[expect(dead_code, reason = "the guard reads it; the document needs it")]
    workspace: WorkspaceId,
    /// The user's id.
    user: UserId,
}
