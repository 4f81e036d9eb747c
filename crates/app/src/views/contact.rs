//! A person we talk with, short (in lists) and in full.

use model::{ContactId, ConversationId, Timestamp};
use serde::Serialize;
use serde_json::value::RawValue;
use utoipa::ToSchema;

use super::{IdentityKind, TagView};

/// What a list or a conversation shows of a contact.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ContactSummary {
    /// The contact's id.
    pub id: ContactId,
    /// The name the team gave, else the profile name, else the username or phone. Written by strangers: always text, never markup.
    pub display_name: String,
    /// Phone number in E.164 (`+` and digits); `null` for people who only share a username.
    pub phone: Option<String>,
    /// WhatsApp username, without `@`.
    pub username: Option<String>,
    /// Labels, by name.
    pub tags: Vec<TagView>,
    /// The contact asked to receive no more messages.
    pub opted_out: bool,
    /// The workspace blocked the contact.
    pub blocked: bool,
}

/// A contact in full.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ContactView {
    /// The short form.
    #[serde(flatten)]
    pub summary: ContactSummary,
    /// The name the team gave.
    pub name: Option<String>,
    /// The name the contact shows on WhatsApp.
    pub profile_name: String,
    /// E-mail address, as typed by the team.
    pub email: Option<String>,
    /// Language tag such as `es-MX`.
    pub locale: Option<String>,
    /// The workspace's own fields.
    #[schema(value_type = Object)]
    pub attributes: Box<RawValue>,
    /// Every id the contact is known by.
    pub identities: Vec<IdentityView>,
    /// The thread with this contact, once there is one.
    pub conversation_id: Option<ConversationId>,
    /// When the contact opted out.
    pub opted_out_at: Option<Timestamp>,
    /// When the workspace blocked the contact.
    pub blocked_at: Option<Timestamp>,
    /// When the contact last wrote.
    pub last_seen_at: Option<Timestamp>,
    /// Send it back in `If-Match` to change the contact.
    pub version: i64,
    /// When the contact was first known.
    pub created_at: Timestamp,
    /// When the contact last changed.
    pub updated_at: Timestamp,
}

/// One id a contact is known by.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct IdentityView {
    /// What kind of id.
    pub kind: IdentityKind,
    /// The id itself.
    pub value: String,
    /// When it first appeared.
    pub first_seen_at: Timestamp,
    /// When it last appeared.
    pub last_seen_at: Timestamp,
}
