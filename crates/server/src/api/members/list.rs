//! Who is in the workspace.

use app::views::MemberView;

use crate::prelude::*;

/// List the members, in the order they joined, disabled ones included.
#[utoipa::path(get, path = "/workspaces/{workspace}/members", tag = "members", params(WorkspacePath, PageQuery),
    responses((status = OK, body = Page<MemberView>)))]
pub(super) async fn list_members(
    State(app): State<App>,
    member: Member<perm::ReadWorkspace>,
    State(online): State<Online>,
    Query(query): Query<PageQuery>,
) -> Result<Json<Page<MemberView>>, ApiError> {
    let page = app
        .store()
        .workspace(member.workspace_id)
        .list_members(query.limit(), query.cursor())
        .await?;
    let mut members = Vec::with_capacity(page.data.len());
    for row in page.data {
        let view = MemberView::try_from(row)?;
        members.push(MemberView {
            online: online.is_online(member.workspace_id, view.user_id),
            ..view
        });
    }
    Ok(Json(Page::new(members, page.next_cursor)))
}
