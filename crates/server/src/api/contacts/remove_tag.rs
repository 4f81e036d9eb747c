//! Untag a contact.

use app::views::ContactView;

use super::ContactTagPath;
use crate::prelude::*;

/// Take a tag off a contact. One that is not there is no trouble.
#[utoipa::path(delete, path = "/workspaces/{workspace}/contacts/{contact}/tags/{tag}", tag = "contacts", params(ContactTagPath),
    responses((status = OK, body = ContactView)))]
pub(super) async fn remove_contact_tag(
    State(app): State<App>,
    member: Member<perm::UpdateContacts>,
    Path(path): Path<ContactTagPath>,
) -> Result<Json<ContactView>, ApiError> {
    Ok(Json(app.contacts().remove_tag(&member.actor(), path.contact, path.tag).await?))
}
