//! Hand a workspace over.

use app::views::MemberView;
use secrecy::SecretString;

use super::MemberPath;
use crate::auth::session;
use crate::prelude::*;

/// Proof that it is really the owner.
#[derive(Deserialize, ToSchema)]
pub(super) struct TransferOwnership {
    /// Your own password.
    #[schema(value_type = String, max_length = 1024)]
    password: SecretString,
}

/// Transfer ownership to another active member.
///
/// They become an owner and you become an admin, both at once. Answers with the new owner.
#[utoipa::path(post, path = "/workspaces/{workspace}/members/{user}/transfer-ownership", tag = "members", params(MemberPath),
    responses((status = OK, body = MemberView)))]
pub(super) async fn transfer_ownership(
    State(app): State<App>,
    member: Member<perm::TransferOwnership>,
    State(auth): State<Auth>,
    Path(path): Path<MemberPath>,
    Json(request): Json<TransferOwnership>,
) -> Result<Json<MemberView>, ApiError> {
    app.store().workspace(member.workspace_id).get_member(path.user).await?;
    session::check_own_password(&app, &auth, &member.account.email, request.password, "/password").await?;
    Ok(Json(app.members().transfer(&member.actor(), path.user).await?))
}
