//! Every team.

use app::views::TeamView;

use crate::prelude::*;

/// List the teams, by name, with their members. There are at most 100, so there is one page.
#[utoipa::path(get, path = "/workspaces/{workspace}/teams", tag = "teams", params(WorkspacePath), responses((status = OK, body = Page<TeamView>)))]
pub(super) async fn list_teams(State(app): State<App>, member: Member<perm::ReadTeams>) -> Result<Json<Page<TeamView>>, ApiError> {
    let workspace = app.store().workspace(member.workspace_id);
    let (teams, members) = (workspace.list_teams().await?, workspace.list_team_members().await?);
    Ok(Json(Page::whole(teams.into_iter().map(|team| TeamView::of(team, &members)).collect())))
}
