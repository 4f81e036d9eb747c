//! Remove a team.

use super::TeamPath;
use crate::prelude::*;

/// Delete a team. Its conversations stay with whoever has them, and belong to no team.
#[utoipa::path(delete, path = "/workspaces/{workspace}/teams/{team}", tag = "teams", params(TeamPath), responses((status = NO_CONTENT)))]
pub(super) async fn delete_team(
    State(app): State<App>,
    member: Member<perm::ManageTeams>,
    Path(path): Path<TeamPath>,
) -> Result<StatusCode, ApiError> {
    app.teams().delete(&member.actor(), path.team).await?;
    Ok(StatusCode::NO_CONTENT)
}
