//! What happened with a contact.

use app::views::TimelineView;

use super::ContactPath;
use crate::prelude::*;

/// List what happened with a contact and its conversation, newest first.
///
/// Who created, changed, tagged, merged, assigned, closed; what was said is in the conversation.
#[utoipa::path(get, path = "/workspaces/{workspace}/contacts/{contact}/timeline", tag = "contacts", params(ContactPath, PageQuery),
    responses((status = OK, body = Page<TimelineView>)))]
pub(super) async fn list_contact_timeline(
    State(app): State<App>,
    member: Member<perm::ReadContacts>,
    Path(path): Path<ContactPath>,
    Query(query): Query<PageQuery>,
) -> Result<Json<Page<TimelineView>>, ApiError> {
    let workspace = app.store().workspace(member.workspace_id);
    workspace.get_contact(path.contact).await?;
    let page = workspace.list_contact_timeline(path.contact, query.limit(), query.cursor()).await?;
    let data = page.data.into_iter().map(TimelineView::from).collect();
    Ok(Json(Page::new(data, page.next_cursor)))
}
