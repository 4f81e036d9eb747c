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
    /// The name the team gave, else the one in the phone's address book, else the profile name, else the username or phone. Written by strangers: always text, never markup.
    pub display_name: String,
    /// Phone number in E.164 (`+` and digits); `null` for people who only share a username.
    pub phone: Option<String>,
    /// WhatsApp username, without `@`.
    pub username: Option<String>,
    /// Labels, by name.
    pub tags: Vec<TagView>,
    /// The contact asked to receive no more messages.
    pub opted_out: bool,
    /// Since when; messages that answer what they wrote later may still go.
    pub opted_out_at: Option<Timestamp>,
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
    /// What the address book of the WhatsApp Business app calls them; shown when the team gave no name.
    pub book_name: Option<String>,
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
    /// When the contact asked for no more marketing, in WhatsApp or by Meta's word.
    pub marketing_opted_out_at: Option<Timestamp>,
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
    /// The id itself; a phone as it was given, in digits.
    pub value: String,
    /// When it first appeared.
    pub first_seen_at: Timestamp,
    /// When it last appeared.
    pub last_seen_at: Timestamp,
}

/// The name to show: the team's (or the address book's), else the contact's own, else the username or number.
#[must_use]
pub(crate) fn display_name(name: Option<&str>, profile_name: &str, username: Option<&str>, phone: Option<&str>) -> String {
    let given = [name, Some(profile_name)]
        .into_iter()
        .flatten()
        .map(str::trim)
        .find(|name| !name.is_empty());
    match (given, username, phone) {
        (Some(given), _, _) => given.to_owned(),
        (None, Some(username), _) => format!("@{username}"),
        (None, None, Some(phone)) => format!("+{phone}"),
        (None, None, None) => "Unknown contact".to_owned(),
    }
}

impl From<&store::Contact> for ContactSummary {
    fn from(contact: &store::Contact) -> Self {
        let row = &contact.row;
        Self {
            id: row.id,
            display_name: display_name(
                row.name.as_deref().or(row.book_name.as_deref()),
                &row.profile_name,
                row.username.as_deref(),
                row.phone.as_deref(),
            ),
            phone: row.phone.as_ref().map(|digits| format!("+{digits}")),
            username: row.username.clone(),
            tags: contact.tags.iter().map(TagView::from).collect(),
            opted_out: row.opted_out_at.is_some(),
            opted_out_at: row.opted_out_at,
            blocked: row.blocked_at.is_some(),
        }
    }
}

impl From<store::Contact> for ContactView {
    fn from(contact: store::Contact) -> Self {
        let summary = ContactSummary::from(&contact);
        let row = contact.row;
        Self {
            summary,
            name: row.name,
            book_name: row.book_name,
            profile_name: row.profile_name,
            email: row.email,
            locale: row.locale,
            attributes: super::raw(row.attributes),
            identities: contact.identities.into_iter().map(IdentityView::from).collect(),
            conversation_id: contact.conversation_id,
            marketing_opted_out_at: row.marketing_opted_out_at,
            blocked_at: row.blocked_at,
            last_seen_at: row.last_seen_at,
            version: row.version,
            created_at: row.created_at,
            updated_at: row.updated_at,
        }
    }
}

impl From<store::IdentityRow> for IdentityView {
    fn from(row: store::IdentityRow) -> Self {
        Self {
            kind: IdentityKind::parse(&row.kind),
            value: row.value,
            first_seen_at: row.first_seen_at,
            last_seen_at: row.last_seen_at,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::display_name;

    #[test]
    fn the_best_name_there_is_is_shown() {
        assert_eq!(display_name(Some("Ana"), "ana t", Some("ana"), Some("52")), "Ana");
        assert_eq!(display_name(Some("  "), " ana t ", Some("ana"), Some("52")), "ana t");
        assert_eq!(display_name(None, "", Some("ana"), Some("52")), "@ana");
        assert_eq!(display_name(None, "", None, Some("52")), "+52");
        assert_eq!(display_name(None, "", None, None), "Unknown contact");
    }
}
