//! Who is signed in, and where they are a member.

use std::collections::HashMap;

use app::views::{MeView, MembershipView, UserView, WorkspaceView};
use model::Permission;

use crate::prelude::*;

/// Read who you are and what you may, in each of your workspaces.
#[utoipa::path(get, path = "/me", tag = "me", responses((status = OK, body = MeView)))]
pub(super) async fn get_me(State(app): State<App>, account: Account) -> Result<Json<MeView>, ApiError> {
    let system = app.store().system();
    let user = UserView::from(system.get_user(account.user_id).await?);
    let mut roles = HashMap::new();
    for membership in system.list_memberships(account.user_id).await? {
        roles.insert(membership.workspace_id, membership.role()?);
    }
    let workspaces = system.list_workspaces_of(account.user_id, store::Limit::clamped(500), None).await?;
    // A membership made or ended between the two reads is left out.
    let memberships = workspaces.data.into_iter().filter_map(|row| {
        let role = *roles.get(&row.id)?;
        Some(MembershipView {
            workspace: WorkspaceView::from(row),
            role,
            permissions: permissions(role),
        })
    });
    Ok(Json(MeView {
        user,
        memberships: memberships.collect(),
    }))
}

fn permissions(role: Role) -> Vec<&'static str> {
    Permission::ALL
        .iter()
        .filter(|permission| role.may(**permission))
        .map(|permission| permission.as_str())
        .collect()
}
