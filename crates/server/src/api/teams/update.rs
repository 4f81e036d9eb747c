//! Change a team.

use app::teams::TeamPatch;
use app::views::{HandsOut, Reopened, TeamView};

use super::{TeamMember, TeamPath, pairs};
use crate::prelude::*;

/// What to change; what is absent stays.
#[derive(Debug, Deserialize, ToSchema)]
pub(super) struct UpdateTeam {
    /// What it is called.
    #[schema(min_length = 1, max_length = 60)]
    name: Option<String>,
    /// To whom its conversations go by themselves.
    hands_out: Option<HandsOut>,
    /// What becomes of conversations that the contact reopens.
    reopened: Option<Reopened>,
    /// Conversations of no team come here. The team that took them no longer does.
    takes_new: Option<bool>,
    /// Everybody who is in it, in place of those who were.
    #[schema(max_items = 200)]
    members: Option<Vec<TeamMember>>,
}

/// Update a team.
#[utoipa::path(patch, path = "/workspaces/{workspace}/teams/{team}", tag = "teams", params(TeamPath), responses((status = OK, body = TeamView)))]
pub(super) async fn update_team(
    State(app): State<App>,
    member: Member<perm::ManageTeams>,
    Path(path): Path<TeamPath>,
    Json(request): Json<UpdateTeam>,
) -> Result<Json<TeamView>, ApiError> {
    let patch = TeamPatch {
        name: request.name,
        hands_out: request.hands_out,
        reopened: request.reopened,
        takes_new: request.takes_new,
        members: request.members.map(pairs),
    };
    Ok(Json(app.teams().update(&member.actor(), path.team, patch).await?))
}
