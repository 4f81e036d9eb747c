//! Merge two contacts into one, or see first what that would do.

use std::collections::BTreeSet;

use app::views::{ContactView, MergePreview};

use super::ContactPath;
use crate::prelude::*;

/// With whom.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct PreviewMerge {
    /// The contact that would go.
    from: ContactId,
}

/// What goes into the contact.
#[derive(Debug, Deserialize, ToSchema)]
pub(super) struct MergeContact {
    /// The contact that goes. Its id stays known: reading it answers 404 `contact.merged` and says where it went.
    contact_id: ContactId,
    /// Where both have a field, those that come from the contact that goes: `name`, `email`, `locale`, or `attributes.` and the name of one.
    #[serde(default)]
    take: BTreeSet<String>,
}

/// Preview a merge.
///
/// Nothing changes. Shows the ids, tags, threads and counts that would join, and the fields to choose from.
#[utoipa::path(get, path = "/workspaces/{workspace}/contacts/{contact}/merge", tag = "contacts", params(ContactPath, PreviewMerge),
    responses((status = OK, body = MergePreview)))]
pub(super) async fn preview_contact_merge(
    State(app): State<App>,
    member: Member<perm::UpdateContacts>,
    Path(path): Path<ContactPath>,
    Query(query): Query<PreviewMerge>,
) -> Result<Json<MergePreview>, ApiError> {
    Ok(Json(app.contacts().preview_merge(member.workspace_id, path.contact, query.from).await?))
}

/// Merge a contact into this one.
///
/// Everything joins: ids, tags, fields, opt-outs, notes, and the threads, whose messages stand in one order of time. The one thread is open if one of the
/// two was, else snoozed if one was; a person or the phone app that held one of them holds it, and automation of the thread that goes ends. Messages that
/// wait to be sent go out from the one thread. It cannot be undone as a whole; ids can be split off again. Asking again for a merge that was done answers
/// as if it were done now.
#[utoipa::path(post, path = "/workspaces/{workspace}/contacts/{contact}/merge", tag = "contacts", params(ContactPath),
    responses((status = OK, body = ContactView)))]
pub(super) async fn merge_contact(
    State(app): State<App>,
    member: Member<perm::UpdateContacts>,
    Path(path): Path<ContactPath>,
    Json(request): Json<MergeContact>,
) -> Result<(ETag, Json<ContactView>), ApiError> {
    let contact = app
        .contacts()
        .merge(&member.actor(), path.contact, request.contact_id, request.take)
        .await?;
    Ok((ETag(contact.version), Json(contact)))
}
