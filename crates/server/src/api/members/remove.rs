//! Take a member out of the workspace.

use super::MemberPath;
use crate::prelude::*;

/// Remove a member.
///
/// They lose access on their next request; what they wrote stays. You may remove yourself unless you are the last active owner.
#[utoipa::path(delete, path = "/workspaces/{workspace}/members/{user}", tag = "members", params(MemberPath), responses((status = NO_CONTENT)))]
pub(super) async fn remove_member(
    State(app): State<App>,
    member: Member<perm::ManageMembers>,
    Path(path): Path<MemberPath>,
) -> Result<StatusCode, ApiError> {
    app.members().remove(&member.actor(), path.user).await?;
    Ok(StatusCode::NO_CONTENT)
}
