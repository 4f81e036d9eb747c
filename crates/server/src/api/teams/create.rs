//! Add a team.

use app::teams::TeamPatch;
use app::views::{HandsOut, Reopened, TeamView};

use super::{TeamMember, pairs};
use crate::prelude::*;

/// A team to add.
#[derive(Debug, Deserialize, ToSchema)]
pub(super) struct CreateTeam {
    /// What it is called; no other team is called the same, capitals aside.
    #[schema(min_length = 1, max_length = 60)]
    name: String,
    /// To whom its conversations go by themselves; to nobody when absent.
    #[serde(default)]
    hands_out: HandsOut,
    /// What becomes of conversations that the contact reopens; they stay with their person when absent.
    #[serde(default)]
    reopened: Reopened,
    /// Conversations of no team come here. The team that took them no longer does.
    #[serde(default)]
    takes_new: bool,
    /// Who is in it.
    #[serde(default)]
    #[schema(max_items = 200)]
    members: Vec<TeamMember>,
}

/// Create a team.
#[utoipa::path(post, path = "/workspaces/{workspace}/teams", tag = "teams", params(WorkspacePath), responses((status = CREATED, body = TeamView)))]
pub(super) async fn create_team(
    State(app): State<App>,
    member: Member<perm::ManageTeams>,
    Json(request): Json<CreateTeam>,
) -> Result<(StatusCode, Json<TeamView>), ApiError> {
    let patch = TeamPatch {
        name: Some(request.name),
        hands_out: Some(request.hands_out),
        reopened: Some(request.reopened),
        takes_new: Some(request.takes_new),
        members: Some(pairs(request.members)),
    };
    let team = app.teams().create(&member.actor(), patch).await?;
    Ok((StatusCode::CREATED, Json(team)))
}
