//! Teams: who is in them, and how their conversations are handed out.

mod create;
mod delete;
mod list;
mod update;

use crate::prelude::*;

pub(super) fn routes() -> Routes {
    Routes::new()
        .routes(routes!(list::list_teams, create::create_team))
        .routes(routes!(update::update_team, delete::delete_team))
}

/// Paths that name a team.
#[derive(Debug, Clone, Copy, Deserialize, IntoParams)]
#[into_params(parameter_in = Path)]
pub(super) struct TeamPath {
    /// The workspace's id.
    #[expect(dead_code, reason = "the guard reads it; the document needs it")]
    workspace: WorkspaceId,
    /// The team's id.
    team: model::TeamId,
}

/// A member of a team.
#[derive(Debug, Deserialize, ToSchema)]
pub(super) struct TeamMember {
    /// A member of the workspace.
    user_id: UserId,
    /// Open conversations, of any team, beyond which nothing more is handed to them; no limit when absent.
    #[schema(minimum = 0, maximum = 500)]
    capacity: Option<i64>,
}

/// As `app` takes them.
fn pairs(members: Vec<TeamMember>) -> Vec<(UserId, Option<i64>)> {
    members.into_iter().map(|member| (member.user_id, member.capacity)).collect()
}
