//! The contacts list.

use app::views::ContactView;
use store::{ContactFilter, ContactSort};

use crate::prelude::*;

/// Which contacts, in which order, and from where.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct ListContacts {
    /// Part of a name, number (former ones too, in any spelling), username, WhatsApp id or e-mail address.
    q: Option<String>,
    /// Only with this tag.
    tag: Option<TagId>,
    /// Only with this value of this custom field (its key); goes with `value`.
    field: Option<String>,
    /// The value, as a person writes it: `gold`, `12`, `yes`, `2026-11-23`.
    value: Option<String>,
    /// The order; `newest` when absent.
    #[param(inline)]
    sort: Option<Sort>,
    /// Rows of a page, 1 to 500; 50 when absent.
    #[param(minimum = 1, maximum = 500, default = 50)]
    limit: Option<u32>,
    /// `next_cursor` of the page before, asked for with the same `sort`.
    cursor: Option<String>,
}

/// An order of contacts.
#[derive(Debug, Clone, Copy, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
enum Sort {
    /// First known last.
    Newest,
    /// By the name that is shown.
    Name,
    /// Who wrote last comes first.
    LastSeen,
}

/// List contacts.
#[utoipa::path(get, path = "/workspaces/{workspace}/contacts", tag = "contacts", params(WorkspacePath, ListContacts),
    responses((status = OK, body = Page<ContactView>)))]
pub(super) async fn list_contacts(
    State(app): State<App>,
    member: Member<perm::ReadContacts>,
    Query(query): Query<ListContacts>,
) -> Result<Json<Page<ContactView>>, ApiError> {
    let sort = match query.sort {
        None | Some(Sort::Newest) => ContactSort::Newest,
        Some(Sort::Name) => ContactSort::Name,
        Some(Sort::LastSeen) => ContactSort::LastSeen,
    };
    let field = app.contacts().field_filter(member.workspace_id, query.field, query.value).await?;
    let filter = ContactFilter {
        field,
        text: query.q,
        tag: query.tag,
        sort,
    };
    let limit = query.limit.map_or_else(store::Limit::default, store::Limit::clamped);
    let page = app
        .store()
        .workspace(member.workspace_id)
        .list_contacts(&filter, limit, query.cursor.as_deref())
        .await?;
    Ok(Json(page.map(ContactView::from).into()))
}
