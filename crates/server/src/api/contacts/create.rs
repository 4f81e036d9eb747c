//! Add a contact.

use app::contacts::ContactRequest;
use app::views::ContactView;
use serde_json::{Map, Value};

use crate::prelude::*;

/// A contact to add.
#[derive(Debug, Deserialize, ToSchema)]
pub(super) struct CreateContact {
    /// The name the team gives.
    #[schema(max_length = 100)]
    name: Option<String>,
    /// The phone number with its country code, spaced as you like.
    #[schema(example = "+34 662 420 687")]
    phone: String,
    /// E-mail address.
    #[schema(max_length = 254)]
    email: Option<String>,
    /// Language, such as `es-MX`.
    locale: Option<String>,
    /// Fields of your own: at most 50, and 8 KB together.
    #[serde(default)]
    #[schema(value_type = Object)]
    attributes: Map<String, Value>,
}

/// Create a contact.
///
/// A number that is known already answers 409 `contact.exists` and says whose it is. Until the contact writes, only templates may be sent to them.
#[utoipa::path(post, path = "/workspaces/{workspace}/contacts", tag = "contacts", params(WorkspacePath),
    responses((status = CREATED, body = ContactView)))]
pub(super) async fn create_contact(
    State(app): State<App>,
    member: Member<perm::UpdateContacts>,
    Json(request): Json<CreateContact>,
) -> Result<(StatusCode, ETag, Json<ContactView>), ApiError> {
    let CreateContact {
        name,
        phone,
        email,
        locale,
        attributes,
    } = request;
    let contact = app
        .contacts()
        .create(
            &member.actor(),
            ContactRequest {
                name,
                phone,
                email,
                locale,
                attributes,
            },
        )
        .await?;
    Ok((StatusCode::CREATED, ETag(contact.version), Json(contact)))
}
