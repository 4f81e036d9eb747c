//! Say that two contacts are two people.

use super::ContactPath;
use crate::prelude::*;

/// The other one.
#[derive(Debug, Deserialize, ToSchema)]
pub(super) struct DistinguishContact {
    /// The contact that is somebody else.
    contact_id: ContactId,
}

/// Keep two contacts apart.
///
/// They are no longer suggested as duplicates.
#[utoipa::path(post, path = "/workspaces/{workspace}/contacts/{contact}/distinct", tag = "contacts", params(ContactPath),
    responses((status = NO_CONTENT)))]
pub(super) async fn distinguish_contact(
    State(app): State<App>,
    member: Member<perm::UpdateContacts>,
    Path(path): Path<ContactPath>,
    Json(request): Json<DistinguishContact>,
) -> Result<StatusCode, ApiError> {
    app.contacts().distinguish(&member.actor(), path.contact, request.contact_id).await?;
    Ok(StatusCode::NO_CONTENT)
}
