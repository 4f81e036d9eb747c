//! Contacts and their identities, found and written for a whole batch at once.

use model::{ContactId, Timestamp};

use crate::contacts::search_text;
use crate::db::{Column, Rows as _, build_all, build_execute, row};
use crate::{Result, WorkspaceTx};

row! {
    /// Whose an identity is.
    pub struct KnownIdentity {
        /// `bsuid`, `phone`, `parent_bsuid` or `username`.
        pub kind: String,
        /// The id itself; of a phone its line.
        pub value: String,
        /// A phone as it was given.
        pub given: Option<String>,
        /// The contact.
        pub contact_id: ContactId,
        /// When it last appeared.
        pub last_seen_at: Timestamp,
    }
}

row! {
    /// The columns of a contact that webhooks change, and those they must not lose.
    #[derive(PartialEq, Eq)]
    pub struct KnownContact {
        /// Its id.
        pub id: ContactId,
        /// The name the team gave.
        pub name: Option<String>,
        /// The name in the business's address book.
        pub book_name: Option<String>,
        /// The name the contact shows.
        pub profile_name: String,
        /// When they showed it.
        pub named_at: Option<Timestamp>,
        /// Digits of the phone number.
        pub phone: Option<String>,
        /// Username, without `@`.
        pub username: Option<String>,
        /// E-mail address.
        pub email: Option<String>,
        /// When the contact last wrote.
        pub last_seen_at: Option<Timestamp>,
    }
}

/// An identity to write: a new one, one seen again, or one that moved to another contact.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IdentityWrite {
    /// `bsuid`, `phone`, `parent_bsuid` or `username`.
    pub kind: &'static str,
    /// The id itself; of a phone its line.
    pub value: String,
    /// A phone as it was given.
    pub given: Option<String>,
    /// Whose it is now.
    pub contact_id: ContactId,
    /// When it was seen.
    pub seen_at: Timestamp,
}

impl WorkspaceTx<'_> {
    /// Whose these identities are; unknown ones are missing.
    pub async fn find_identities(&mut self, keys: &[(&str, &str)]) -> Result<Vec<KnownIdentity>> {
        let workspace_id = self.id();
        let mut found = Vec::with_capacity(keys.len());
        for keys in keys.chunks(1000) {
            found.extend(build_all!(
                self,
                KnownIdentity,
                fixed | query | {
                    query
                        .push("select kind, value, given, contact_id, last_seen_at from contact_identities where workspace_id = ")
                        .push_bind(workspace_id);
                    query.push(" and (kind, value) in (");
                    let (kinds, values) = keys.iter().map(|(kind, value)| ((*kind).to_owned(), (*value).to_owned())).unzip();
                    query.push_table(vec![Column::Texts(kinds), Column::Texts(values)]);
                    query.push(")");
                }
            )?);
        }
        Ok(found)
    }

    /// Every id of these contacts.
    pub async fn identities_of(&mut self, contacts: &[ContactId]) -> Result<Vec<KnownIdentity>> {
        let workspace_id = self.id();
        let mut found = Vec::with_capacity(contacts.len());
        for contacts in contacts.chunks(1000) {
            found.extend(build_all!(self, KnownIdentity, |query| {
                query
                    .push("select kind, value, given, contact_id, last_seen_at from contact_identities where workspace_id = ")
                    .push_bind(workspace_id);
                query.push(" and contact_id in (");
                let mut list = query.separated(", ");
                for contact in contacts {
                    list.push_bind(*contact);
                }
                query.push(") order by kind, value");
            })?);
        }
        Ok(found)
    }

    /// Whether these contacts have an identity of this kind.
    pub async fn contacts_with_identity(&mut self, kind: &str, contacts: &[ContactId]) -> Result<Vec<ContactId>> {
        if contacts.is_empty() {
            return Ok(Vec::new());
        }
        let workspace_id = self.id();
        let found: Vec<(ContactId,)> = build_all!(
            self,
            (ContactId,),
            fixed | query | {
                query
                    .push("select distinct contact_id from contact_identities where workspace_id = ")
                    .push_bind(workspace_id);
                query.push(" and kind = ").push_bind(kind).push(" and contact_id");
                query.push_ids(contacts.iter().map(|contact| contact.uuid()));
            }
        )?;
        Ok(found.into_iter().map(|(id,)| id).collect())
    }

    /// Reads contacts and keeps others from changing them until the end of the transaction.
    pub async fn lock_contacts(&mut self, contacts: &[ContactId]) -> Result<Vec<KnownContact>> {
        let (workspace_id, lock) = (self.id(), self.store().row_lock());
        let mut found = Vec::with_capacity(contacts.len());
        for contacts in contacts.chunks(1000) {
            found.extend(build_all!(
                self,
                KnownContact,
                fixed | query | {
                    query.push(
                    "select id, name, book_name, profile_name, named_at, phone, username, email, last_seen_at from contacts where workspace_id = ",
                );
                    query.push_bind(workspace_id).push(" and id");
                    query.push_ids(contacts.iter().map(|contact| contact.uuid()));
                    query.push(" order by id").push(lock);
                }
            )?);
        }
        Ok(found)
    }

    /// Adds contacts that webhooks told of.
    pub async fn insert_known_contacts(&mut self, contacts: &[KnownContact]) -> Result<()> {
        let (workspace_id, now) = (self.id(), self.now());
        for contacts in contacts.chunks(500) {
            build_execute!(self, |query| {
                query.push("insert into contacts (workspace_id, id, name, book_name, profile_name, named_at, phone, username, last_seen_at, search_text, created_at, updated_at) ");
                query.push_values(contacts, |mut values, contact| {
                    values
                        .push_bind(workspace_id)
                        .push_bind(contact.id)
                        .push_bind(contact.name.as_deref())
                        .push_bind(contact.book_name.as_deref())
                        .push_bind(contact.profile_name.as_str())
                        .push_bind(contact.named_at);
                    values
                        .push_bind(contact.phone.as_deref())
                        .push_bind(contact.username.as_deref())
                        .push_bind(contact.last_seen_at);
                    values.push_bind(searchable(contact)).push_bind(now).push_bind(now);
                });
            })?;
        }
        Ok(())
    }

    /// Writes what webhooks changed of contacts that were locked before.
    pub async fn update_known_contacts(&mut self, contacts: &[KnownContact]) -> Result<()> {
        let (workspace_id, now) = (self.id(), self.now());
        for contacts in contacts.chunks(500) {
            build_execute!(self, |query| {
                query.push("with news (id, name, book_name, profile_name, named_at, phone, username, last_seen_at, search_text) as (");
                query.push_values(contacts, |mut values, contact| {
                    values
                        .push_bind(contact.id)
                        .push_bind(contact.name.as_deref())
                        .push_bind(contact.book_name.as_deref())
                        .push_bind(contact.profile_name.as_str())
                        .push_bind(contact.named_at);
                    values
                        .push_bind(contact.phone.as_deref())
                        .push_bind(contact.username.as_deref())
                        .push_bind(contact.last_seen_at);
                    values.push_bind(searchable(contact));
                });
                query.push(
                    ") update contacts
                          set name = news.name, book_name = news.book_name, profile_name = news.profile_name, named_at = news.named_at,
                              phone = news.phone, username = news.username, last_seen_at = news.last_seen_at, search_text = news.search_text, updated_at = ",
                );
                query
                    .push_bind(now)
                    .push(" from news where contacts.workspace_id = ")
                    .push_bind(workspace_id)
                    .push(" and contacts.id = news.id");
            })?;
        }
        Ok(())
    }

    /// Writes identities; one that belonged to another contact moves.
    pub async fn write_identities(&mut self, identities: &[IdentityWrite]) -> Result<()> {
        let workspace_id = self.id();
        let mut identities: Vec<&IdentityWrite> = identities.iter().collect();
        identities.sort_unstable_by_key(|identity| (identity.kind, identity.value.as_str()));
        for identities in identities.chunks(1000) {
            build_execute!(self, |query| {
                query.push("insert into contact_identities (workspace_id, kind, value, given, contact_id, first_seen_at, last_seen_at) ");
                query.push_values(identities, |mut values, identity| {
                    values.push_bind(workspace_id).push_bind(identity.kind).push_bind(identity.value.as_str());
                    values.push_bind(identity.given.as_deref());
                    values
                        .push_bind(identity.contact_id)
                        .push_bind(identity.seen_at)
                        .push_bind(identity.seen_at);
                });
                query.push(
                    " on conflict (workspace_id, kind, value) do update
                         set contact_id = excluded.contact_id, given = excluded.given, last_seen_at = excluded.last_seen_at,
                             first_seen_at = case when excluded.first_seen_at < contact_identities.first_seen_at
                                                  then excluded.first_seen_at else contact_identities.first_seen_at end",
                );
            })?;
        }
        Ok(())
    }
}

fn searchable(contact: &KnownContact) -> String {
    search_text(
        contact.name.as_deref().or(contact.book_name.as_deref()),
        &contact.profile_name,
        contact.phone.as_deref(),
        contact.username.as_deref(),
        contact.email.as_deref(),
    )
}
