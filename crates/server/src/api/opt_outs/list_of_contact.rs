//! What one contact decided.

use app::opt_outs::OptOutView;

use crate::api::contacts::ContactPath;
use crate::prelude::*;

/// List what a contact decided about our messages, newest first.
#[utoipa::path(get, path = "/workspaces/{workspace}/contacts/{contact}/opt-outs", tag = "opt-outs", params(ContactPath, PageQuery),
    responses((status = OK, body = Page<OptOutView>)))]
pub(super) async fn list_opt_outs_of_contact(
    State(app): State<App>,
    member: Member<perm::ReadContacts>,
    Path(path): Path<ContactPath>,
    Query(query): Query<PageQuery>,
) -> Result<Json<Page<OptOutView>>, ApiError> {
    let opt_outs = app.opt_outs();
    Ok(Json(
        opt_outs.list_of(member.workspace_id, path.contact, query.limit(), query.cursor()).await?,
    ))
}
