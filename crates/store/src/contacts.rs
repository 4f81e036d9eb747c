//! Contacts: the people we talk with, the ids they are known by, their tags.

use std::collections::HashMap;

use model::{ContactId, ConversationId, Timestamp, WorkspaceId};

use crate::db::{Connection, build_all, execute, fetch_optional, row};
use crate::reads::reads;
use crate::tags::{self, TagRow};
use crate::{Error, Result, SearchSubject, WorkspaceTx};

mod duplicates;
mod erase;
mod list;
mod search;
mod timeline;

pub use duplicates::{DuplicateRow, MergeThread};
pub use erase::{Erased, RawBody, Traces};
pub use list::{ContactFilter, ContactSort};
pub(crate) use search::like_patterns;
pub use search::search_text;
pub use timeline::TimelineRow;

row! {
    /// A contact's own columns.
    pub struct ContactRow {
        /// Its id.
        pub id: ContactId,
        /// The name the team gave.
        pub name: Option<String>,
        /// The name in the business's address book.
        pub book_name: Option<String>,
        /// The name the contact shows on WhatsApp; empty when unknown.
        pub profile_name: String,
        /// Digits of the phone number, without `+`.
        pub phone: Option<String>,
        /// Username, without `@`.
        pub username: Option<String>,
        /// E-mail address.
        pub email: Option<String>,
        /// Language tag.
        pub locale: Option<String>,
        /// The workspace's own fields, a JSON object.
        pub attributes: String,
        /// When the contact asked to receive no more messages.
        pub opted_out_at: Option<Timestamp>,
        /// When the contact asked for no more marketing.
        pub marketing_opted_out_at: Option<Timestamp>,
        /// When the workspace blocked the contact.
        pub blocked_at: Option<Timestamp>,
        /// When the contact last wrote.
        pub last_seen_at: Option<Timestamp>,
        /// Grows with each change by people.
        pub version: i64,
        /// When the contact was first known.
        pub created_at: Timestamp,
        /// When the contact last changed.
        pub updated_at: Timestamp,
    }
}

row! {
    /// One id a contact is known by.
    pub struct IdentityRow {
        /// Whose it is.
        pub contact_id: ContactId,
        /// `phone`, `bsuid`, `parent_bsuid` or `username`.
        pub kind: String,
        /// The id itself; a phone as it was given.
        pub value: String,
        /// When it first appeared.
        pub first_seen_at: Timestamp,
        /// When it last appeared.
        pub last_seen_at: Timestamp,
    }
}

row! {
    struct Thread {
        contact_id: ContactId,
        id: ConversationId,
    }
}

/// A contact with what belongs to it.
#[derive(Debug, Clone)]
pub struct Contact {
    /// Its own columns.
    pub row: ContactRow,
    /// Every id it is known by, oldest first.
    pub identities: Vec<IdentityRow>,
    /// Its tags, by name.
    pub tags: Vec<TagRow>,
    /// The thread with it, once there is one.
    pub conversation_id: Option<ConversationId>,
}

/// A contact that the team adds.
#[derive(Debug, Clone)]
pub struct NewContact {
    /// The name the team gives.
    pub name: Option<String>,
    /// Digits of the phone number, without `+`.
    pub phone: String,
    /// E-mail address.
    pub email: Option<String>,
    /// Language tag.
    pub locale: Option<String>,
    /// The workspace's own fields, a JSON object.
    pub attributes: String,
}

/// What people change about a contact: all of it, as it should be now.
#[derive(Debug, Clone)]
pub struct ContactChange {
    /// The name the team gives.
    pub name: Option<String>,
    /// E-mail address.
    pub email: Option<String>,
    /// Language tag.
    pub locale: Option<String>,
    /// The workspace's own fields, a JSON object.
    pub attributes: String,
    /// When the contact opted out.
    pub opted_out_at: Option<Timestamp>,
    /// When the workspace blocked the contact.
    pub blocked_at: Option<Timestamp>,
}

macro_rules! contact_columns {
    () => {
        "contact.id, contact.name, contact.book_name, contact.profile_name, contact.phone, contact.username, contact.email, contact.locale, contact.attributes,
         contact.opted_out_at, contact.marketing_opted_out_at, contact.blocked_at, contact.last_seen_at, contact.version, contact.created_at, contact.updated_at"
    };
}
use contact_columns;

reads! {
    /// One contact with what belongs to it.
    fn get_contact(id: ContactId) -> Contact = get;
    /// Some contacts with what belongs to them, in no particular order; ids that are not of this workspace are left out.
    fn contacts_by_ids(ids: &[ContactId]) -> Vec<Contact> = by_ids;
    /// Who is known by this id; a phone in any spelling of its line.
    fn find_contact_by_identity(kind: &str, value: &str) -> Option<ContactId> = find_by_identity;
}

async fn get(connection: &mut Connection<'_>, workspace_id: WorkspaceId, id: ContactId) -> Result<Contact> {
    by_ids(connection, workspace_id, &[id]).await?.pop().ok_or(Error::NotFound("contact"))
}

pub(crate) async fn by_ids(connection: &mut Connection<'_>, workspace_id: WorkspaceId, ids: &[ContactId]) -> Result<Vec<Contact>> {
    let mut found = Vec::with_capacity(ids.len());
    for ids in ids.chunks(500) {
        found.extend(build_all!(connection, ContactRow, |query| {
            query.push(concat!(
                "select ",
                contact_columns!(),
                " from contacts contact where contact.workspace_id = "
            ));
            query.push_bind(workspace_id).push(" and contact.id in (");
            let mut list = query.separated(", ");
            for id in ids {
                list.push_bind(*id);
            }
            query.push(")");
        })?);
    }
    complete(connection, workspace_id, found).await
}

async fn find_by_identity(connection: &mut Connection<'_>, workspace_id: WorkspaceId, kind: &str, value: &str) -> Result<Option<ContactId>> {
    let value = key(kind, value);
    let found: Option<(ContactId,)> = fetch_optional!(
        connection,
        (ContactId,),
        "select contact_id from contact_identities where workspace_id = $1 and kind = $2 and value = $3",
        workspace_id,
        kind,
        value
    )?;
    Ok(found.map(|(id,)| id))
}

/// An id as it is looked up: of a phone its line, of anything else the id itself.
pub(crate) fn key(kind: &str, value: &str) -> String {
    if kind == "phone" { model::phone::line(value) } else { value.to_owned() }
}

/// Adds identities, tags and threads: three queries, however many contacts.
async fn complete(connection: &mut Connection<'_>, workspace_id: WorkspaceId, rows: Vec<ContactRow>) -> Result<Vec<Contact>> {
    let ids: Vec<ContactId> = rows.iter().map(|row| row.id).collect();
    let mut tags = tags::of_contacts(connection, workspace_id, &ids).await?;
    let mut identities: HashMap<ContactId, Vec<IdentityRow>> = HashMap::new();
    let mut threads: HashMap<ContactId, ConversationId> = HashMap::new();
    for ids in ids.chunks(500) {
        let rows: Vec<IdentityRow> = build_all!(connection, IdentityRow, |query| {
            query.push(
                "select contact_id, kind, coalesce(given, value) as value, first_seen_at,
                                case when last_seen_at < first_seen_at then first_seen_at else last_seen_at end as last_seen_at
                           from contact_identities where workspace_id = ",
            );
            query.push_bind(workspace_id).push(" and contact_id in (");
            let mut list = query.separated(", ");
            for id in ids {
                list.push_bind(*id);
            }
            query.push(") order by first_seen_at, kind, value");
        })?;
        for identity in rows {
            identities.entry(identity.contact_id).or_default().push(identity);
        }
        let rows: Vec<Thread> = build_all!(connection, Thread, |query| {
            query.push("select contact_id, id from conversations where workspace_id = ");
            query.push_bind(workspace_id).push(" and contact_id in (");
            let mut list = query.separated(", ");
            for id in ids {
                list.push_bind(*id);
            }
            query.push(") order by last_message_at");
        })?;
        threads.extend(rows.into_iter().map(|thread| (thread.contact_id, thread.id)));
    }
    Ok(rows
        .into_iter()
        .map(|row| Contact {
            identities: identities.remove(&row.id).unwrap_or_default(),
            tags: tags.remove(&row.id).unwrap_or_default(),
            conversation_id: threads.get(&row.id).copied(),
            row,
        })
        .collect())
}

impl WorkspaceTx<'_> {
    /// Adds a contact with its phone; [`Error::Duplicate`] when the line is known already, in whatever spelling.
    pub async fn create_contact(&mut self, contact: &NewContact) -> Result<ContactId> {
        let id = ContactId::new();
        let (workspace_id, now) = (self.id(), self.now());
        let search = search_text(contact.name.as_deref(), "", Some(&contact.phone), None, contact.email.as_deref());
        execute!(
            self,
            "insert into contacts (workspace_id, id, name, phone, email, locale, attributes, search_text, created_at, updated_at)
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $9)",
            workspace_id,
            id,
            contact.name.as_deref(),
            contact.phone.as_str(),
            contact.email.as_deref(),
            contact.locale.as_deref(),
            contact.attributes.as_str(),
            search,
            now
        )?;
        execute!(
            self,
            "insert into contact_identities (workspace_id, kind, value, given, contact_id, first_seen_at, last_seen_at)
             values ($1, 'phone', $2, $3, $4, $5, 0)",
            workspace_id,
            model::phone::line(&contact.phone),
            contact.phone.as_str(),
            id,
            // Typed by a person, seen by nobody yet: whatever Meta says about the line counts for more.
            now
        )?;
        // An import tells of its contacts only now and then.
        self.queue_for_search(&[SearchSubject::Contact(id)]).await?;
        Ok(id)
    }

    /// Writes what people changed, if nobody else did since `version`.
    pub async fn update_contact(&mut self, before: &Contact, change: &ContactChange) -> Result<()> {
        let (workspace_id, now, row) = (self.id(), self.now(), &before.row);
        let search = search_text(
            change.name.as_deref().or(row.book_name.as_deref()),
            &row.profile_name,
            row.phone.as_deref(),
            row.username.as_deref(),
            change.email.as_deref(),
        );
        let changed = execute!(
            self,
            "update contacts
                set name = $4, email = $5, locale = $6, attributes = $7, opted_out_at = $8, blocked_at = $9, search_text = $10,
                    version = version + 1, updated_at = $11
              where workspace_id = $1 and id = $2 and version = $3",
            workspace_id,
            row.id,
            row.version,
            change.name.as_deref(),
            change.email.as_deref(),
            change.locale.as_deref(),
            change.attributes.as_str(),
            change.opted_out_at,
            change.blocked_at,
            search,
            now
        )?;
        if changed == 0 {
            return Err(Error::VersionMismatch("contact"));
        }
        self.queue_for_search(&[SearchSubject::Contact(row.id)]).await
    }

    /// Notes that something shown with the contact (its tags) changed.
    pub async fn touch_contact(&mut self, id: ContactId) -> Result<()> {
        let (workspace_id, now) = (self.id(), self.now());
        execute!(
            self,
            "update contacts set updated_at = $3 where workspace_id = $1 and id = $2",
            workspace_id,
            id,
            now
        )?;
        Ok(())
    }
}
