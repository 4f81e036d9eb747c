//! Erase a contact.

use super::ContactPath;
use crate::prelude::*;

/// Delete a contact and everything about them: conversation, messages, files, notes. It cannot be undone.
///
/// Their next message makes a new contact.
#[utoipa::path(delete, path = "/workspaces/{workspace}/contacts/{contact}", tag = "contacts", params(ContactPath), responses((status = NO_CONTENT)))]
pub(super) async fn delete_contact(
    State(app): State<App>,
    member: Member<perm::DeleteContacts>,
    Path(path): Path<ContactPath>,
) -> Result<StatusCode, ApiError> {
    app.contacts().delete(&member.actor(), path.contact).await?;
    Ok(StatusCode::NO_CONTENT)
}
