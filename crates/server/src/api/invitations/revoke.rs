//! Withdraw an invitation.

use crate::prelude::*;

/// Paths that name an invitation.
#[derive(Debug, Clone, Copy, Deserialize, IntoParams)]
#[into_params(parameter_in = Path)]
pub(super) struct InvitationPath {
    /// The workspace's id.
    #[expect(dead_code, reason = "the guard reads it; the document needs it")]
    workspace: WorkspaceId,
    /// The invitation's id.
    invitation: InvitationId,
}

/// Withdraw an invitation.
///
/// Its link stops working. Withdrawing twice is fine; an accepted invitation cannot be withdrawn (remove the member instead).
#[utoipa::path(delete, path = "/workspaces/{workspace}/invitations/{invitation}", tag = "invitations", params(InvitationPath),
    responses((status = NO_CONTENT)))]
pub(super) async fn revoke_invitation(
    State(app): State<App>,
    member: Member<perm::ManageInvitations>,
    Path(path): Path<InvitationPath>,
) -> Result<StatusCode, ApiError> {
    app.invitations().revoke(&member.actor(), path.invitation).await?;
    Ok(StatusCode::NO_CONTENT)
}
