//! Change a contact.

use app::contacts::ContactPatch;
use app::views::ContactView;
use serde_json::{Map, Value};

use super::ContactPath;
use crate::extract::given;
use crate::prelude::*;

/// What to change; what is absent stays, `null` takes away.
#[derive(Debug, Deserialize, ToSchema)]
pub(super) struct UpdateContact {
    /// The name the team gives.
    #[serde(default, deserialize_with = "given")]
    #[schema(value_type = Option<String>, max_length = 100)]
    name: Option<Option<String>>,
    /// E-mail address.
    #[serde(default, deserialize_with = "given")]
    #[schema(value_type = Option<String>, max_length = 254)]
    email: Option<Option<String>>,
    /// Language, such as `es-MX`.
    #[serde(default, deserialize_with = "given")]
    #[schema(value_type = Option<String>)]
    locale: Option<Option<String>>,
    /// Fields of your own, all of them: at most 50, and 8 KB together.
    #[schema(value_type = Option<Object>)]
    attributes: Option<Map<String, Value>>,
    /// The contact asked to receive no more messages (`true`), or wants them again.
    opted_out: Option<bool>,
    /// Block (`true`) or unblock the contact.
    blocked: Option<bool>,
}

/// Update a contact.
///
/// Send the version you read in `If-Match` to be told (412) when somebody else was faster.
#[utoipa::path(patch, path = "/workspaces/{workspace}/contacts/{contact}", tag = "contacts",
    params(ContactPath, ("If-Match" = Option<String>, Header, description = "The version the change was made from")),
    responses((status = OK, body = ContactView)))]
pub(super) async fn update_contact(
    State(app): State<App>,
    member: Member<perm::UpdateContacts>,
    Path(path): Path<ContactPath>,
    IfMatch(version): IfMatch,
    Json(request): Json<UpdateContact>,
) -> Result<(ETag, Json<ContactView>), ApiError> {
    let UpdateContact {
        name,
        email,
        locale,
        attributes,
        opted_out,
        blocked,
    } = request;
    let patch = ContactPatch {
        name,
        email,
        locale,
        attributes,
        opted_out,
        blocked,
    };
    let contact = app.contacts().update(&member.actor(), path.contact, patch, version).await?;
    Ok((ETag(contact.version), Json(contact)))
}
