//! Take ids off a contact.

use app::views::{IdentityKind, SplitView};

use super::ContactPath;
use crate::prelude::*;

/// What to take off.
#[derive(Debug, Deserialize, ToSchema)]
pub(super) struct SplitContact {
    /// The ids of the other person: at least one, and not all.
    identities: Vec<SplitIdentity>,
}

/// An id of the contact.
#[derive(Debug, Deserialize, ToSchema)]
struct SplitIdentity {
    /// What kind of id.
    kind: IdentityKind,
    /// The id itself, as the contact shows it.
    value: String,
}

/// Split ids off a contact.
///
/// They become a new contact's: whoever writes or is written to under them is that contact from now on, in a thread of their own. What was said until now
/// stays where it is, since a merged thread does not tell whose line was whose. The two are known as two people afterwards.
#[utoipa::path(post, path = "/workspaces/{workspace}/contacts/{contact}/split", tag = "contacts", params(ContactPath),
    responses((status = OK, body = SplitView)))]
pub(super) async fn split_contact(
    State(app): State<App>,
    member: Member<perm::UpdateContacts>,
    Path(path): Path<ContactPath>,
    Json(request): Json<SplitContact>,
) -> Result<Json<SplitView>, ApiError> {
    let ids = request.identities.into_iter();
    let ids = ids.map(|identity| (identity.kind.as_str().to_owned(), identity.value)).collect();
    Ok(Json(app.contacts().split(&member.actor(), path.contact, ids).await?))
}
