//! Tag a contact.

use app::views::ContactView;

use super::ContactTagPath;
use crate::prelude::*;

/// Put a tag on a contact. One that is there already stays.
#[utoipa::path(put, path = "/workspaces/{workspace}/contacts/{contact}/tags/{tag}", tag = "contacts", params(ContactTagPath),
    responses((status = OK, body = ContactView)))]
pub(super) async fn add_contact_tag(
    State(app): State<App>,
    member: Member<perm::UpdateContacts>,
    Path(path): Path<ContactTagPath>,
) -> Result<Json<ContactView>, ApiError> {
    Ok(Json(app.contacts().add_tag(&member.actor(), path.contact, path.tag).await?))
}
