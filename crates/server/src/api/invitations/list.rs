//! Who was invited.

use app::views::InvitationView;

use crate::prelude::*;

/// List the invitations, newest first, used and withdrawn ones included.
#[utoipa::path(get, path = "/workspaces/{workspace}/invitations", tag = "invitations", params(WorkspacePath, PageQuery),
    responses((status = OK, body = Page<InvitationView>)))]
pub(super) async fn list_invitations(
    State(app): State<App>,
    member: Member<perm::ManageInvitations>,
    Query(query): Query<PageQuery>,
) -> Result<Json<Page<InvitationView>>, ApiError> {
    let page = app
        .store()
        .workspace(member.workspace_id)
        .list_invitations(query.limit(), query.cursor())
        .await?;
    let data = page.data.into_iter().map(InvitationView::try_from).collect::<Result<_, _>>()?;
    Ok(Json(Page::new(data, page.next_cursor)))
}
