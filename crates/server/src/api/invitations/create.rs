//! Invite somebody.

use std::time::Duration;

use app::views::InvitationView;

use super::token;
use crate::auth::secret;
use crate::prelude::*;

/// Whom to invite.
#[derive(Debug, Deserialize, ToSchema)]
pub(super) struct CreateInvitation {
    /// Their address; the account made with the link has it.
    email: String,
    /// What they will be.
    role: Role,
}

/// A new invitation with its link.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct CreatedInvitation {
    /// The invitation.
    #[serde(flatten)]
    invitation: InvitationView,
    /// The link to give to the invited person. Shown only this once.
    accept_url: String,
}

/// Invite somebody by link.
///
/// The link works once and for three days (setting `auth.invitation_hours`). Inviting the same address again withdraws the earlier link.
#[utoipa::path(post, path = "/workspaces/{workspace}/invitations", tag = "invitations", params(WorkspacePath),
    responses((status = CREATED, body = CreatedInvitation)))]
pub(super) async fn create_invitation(
    State(app): State<App>,
    member: Member<perm::ManageInvitations>,
    State(settings): State<Settings>,
    Json(request): Json<CreateInvitation>,
) -> Result<(StatusCode, Json<CreatedInvitation>), ApiError> {
    let token = token::generate(member.workspace_id);
    let life = Duration::from_secs(settings.auth.invitation_hours * 3600);
    let invitation = app
        .invitations()
        .create(&member.actor(), &request.email, request.role, secret::hash(&token), life)
        .await?;
    let accept_url = settings.server.link(&format!("/invite/{token}"));
    Ok((StatusCode::CREATED, Json(CreatedInvitation { invitation, accept_url })))
}
