//! Contacts as a table, and one person as an archive.

use axum::body::Body;
use axum::response::{IntoResponse as _, Response};
use futures::stream;
use http::header;
use store::{ContactFilter, ContactSort};

use super::ContactPath;
use crate::prelude::*;

/// Which contacts.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct ExportContacts {
    /// Part of a name, number, username, WhatsApp id or e-mail address.
    q: Option<String>,
    /// Only with this tag.
    tag: Option<TagId>,
    /// Only with this value of this custom field (its key); goes with `value`.
    field: Option<String>,
    /// The value, as a person writes it.
    value: Option<String>,
}

/// Export contacts as CSV, those that the list would show.
///
/// Written as it is read, however many there are. Cells that a spreadsheet would take for formulas begin with an apostrophe. An import reads it back.
#[utoipa::path(get, path = "/workspaces/{workspace}/contacts/export.csv", tag = "contacts", params(WorkspacePath, ExportContacts),
    responses((status = OK, body = String, content_type = "text/csv")))]
pub(super) async fn export_contacts(
    State(app): State<App>,
    member: Member<perm::ExportContacts>,
    Query(query): Query<ExportContacts>,
) -> Result<Response, ApiError> {
    let field = app.contacts().field_filter(member.workspace_id, query.field, query.value).await?;
    let filter = ContactFilter {
        text: query.q.filter(|text| !text.trim().is_empty()),
        tag: query.tag,
        field,
        sort: ContactSort::Newest,
    };
    let table = app.contacts().table(&member.actor(), filter).await?;
    let pieces = stream::try_unfold((app, table), |(app, table)| async move {
        let written = app.contacts().write_on(table).await.inspect_err(|error| {
            tracing::error!(%error, "an export of contacts broke off");
        })?;
        Ok::<_, app::Error>(written.map(|(text, table)| (text, (app, table))))
    });
    let headers = [
        (header::CONTENT_TYPE, "text/csv; charset=utf-8"),
        (header::CONTENT_DISPOSITION, "attachment; filename=\"contacts.csv\""),
    ];
    Ok((headers, Body::from_stream(pieces)).into_response())
}

/// Export everything that is known of one person, as JSON.
///
/// Profile, ids, tags, fields, consent, notes, messages with the ids of their files, and what happened; for whoever asks what you keep about them.
#[utoipa::path(get, path = "/workspaces/{workspace}/contacts/{contact}/export", tag = "contacts", params(ContactPath),
    responses((status = OK, body = serde_json::Value)))]
pub(super) async fn export_contact(
    State(app): State<App>,
    member: Member<perm::ExportContacts>,
    Path(path): Path<ContactPath>,
) -> Result<Response, ApiError> {
    let archive = app.contacts().export(&member.actor(), path.contact).await?;
    let name = format!("attachment; filename=\"{}.json\"", path.contact);
    let body = serde_json::to_vec_pretty(&archive).map_err(ApiError::internal)?;
    Ok((
        [(header::CONTENT_TYPE, "application/json".to_owned()), (header::CONTENT_DISPOSITION, name)],
        body,
    )
        .into_response())
}
