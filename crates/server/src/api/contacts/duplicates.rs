//! Contacts that may be one person.

use app::views::DuplicateView;

use crate::prelude::*;

/// Of whom.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct ListDuplicates {
    /// Only pairs with this contact.
    contact: Option<ContactId>,
}

/// Pairs that may be one person.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Duplicates {
    /// At most 200 pairs.
    data: Vec<DuplicateView>,
}

/// List duplicates.
///
/// A pair is suggested when a number, username or portfolio id went from one contact to the other, or when both have the same e-mail address or name.
/// Two contacts of which WhatsApp itself says that they are one person need no suggestion: they are merged at once.
#[utoipa::path(get, path = "/workspaces/{workspace}/contacts/duplicates", tag = "contacts", params(WorkspacePath, ListDuplicates),
    responses((status = OK, body = Duplicates)))]
pub(super) async fn list_duplicates(
    State(app): State<App>,
    member: Member<perm::ReadContacts>,
    Query(query): Query<ListDuplicates>,
) -> Result<Json<Duplicates>, ApiError> {
    let data = app.contacts().duplicates(member.workspace_id, query.contact).await?;
    Ok(Json(Duplicates { data }))
}
