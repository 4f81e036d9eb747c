//! One contact.

use app::views::ContactView;

use super::ContactPath;
use crate::prelude::*;

/// Read a contact.
///
/// One that was merged answers 404 `contact.merged` and says into which.
#[utoipa::path(get, path = "/workspaces/{workspace}/contacts/{contact}", tag = "contacts", params(ContactPath), responses((status = OK, body = ContactView)))]
pub(super) async fn get_contact(
    State(app): State<App>,
    member: Member<perm::ReadContacts>,
    Path(path): Path<ContactPath>,
) -> Result<(ETag, Json<ContactView>), ApiError> {
    let contact = app.contacts().get(member.workspace_id, path.contact).await?;
    Ok((ETag(contact.version), Json(contact)))
}
