//! Change a member's role, disable or enable them.

use app::members::MemberPatch;
use app::views::MemberView;

use super::MemberPath;
use crate::prelude::*;

/// What to change; what is absent stays.
#[derive(Debug, Deserialize, ToSchema)]
pub(super) struct UpdateMember {
    /// Another role.
    role: Option<Role>,
    /// Disable (`true`) or enable (`false`) the membership.
    disabled: Option<bool>,
}

/// Update a member.
///
/// Takes effect on the member's next request. Nobody changes their own role; admins cannot touch owners or make owners; the last active owner stays.
#[utoipa::path(patch, path = "/workspaces/{workspace}/members/{user}", tag = "members", params(MemberPath),
    responses((status = OK, body = MemberView)))]
pub(super) async fn update_member(
    State(app): State<App>,
    member: Member<perm::ManageMembers>,
    State(online): State<Online>,
    Path(path): Path<MemberPath>,
    Json(request): Json<UpdateMember>,
) -> Result<Json<MemberView>, ApiError> {
    let patch = MemberPatch {
        role: request.role,
        disabled: request.disabled,
    };
    let view = app.members().update(&member.actor(), path.user, patch).await?;
    Ok(Json(MemberView {
        online: online.is_online(member.workspace_id, view.user_id),
        ..view
    }))
}
