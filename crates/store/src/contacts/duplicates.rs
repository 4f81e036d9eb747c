//! Contacts that may be one person, and the people's word that they are not; ids taken off a contact again.

use model::{ContactId, ConversationId, UserId};

use super::{key, search_text};
use crate::db::{build_all, execute, fetch_all, fetch_optional, row};
use crate::{Error, Result, Workspace, WorkspaceTx};

row! {
    /// Two contacts that may be one person. The smaller id stands first; a pair comes once for each reason.
    #[derive(PartialEq, Eq)]
    pub struct DuplicateRow {
        /// One of them.
        pub one_id: ContactId,
        /// The other.
        pub other_id: ContactId,
        /// `phone`, `parent_bsuid`, `username`: both had this id; `email`, `name`: both have it.
        pub reason: String,
        /// What they share.
        pub value: String,
    }
}

row! {
    /// A thread that a merge concerns.
    #[derive(PartialEq, Eq)]
    pub struct MergeThread {
        /// Its id.
        pub id: ConversationId,
        /// With whom.
        pub contact_id: ContactId,
        /// `open`, `snoozed` or `closed`.
        pub status: String,
        /// Messages in it.
        pub message_count: i64,
        /// Notes in it.
        pub note_count: i64,
    }
}

impl Workspace<'_> {
    /// Pairs that may be one person, of one contact or of all. Nobody who said "two people" is asked again.
    ///
    /// Cost: what changed hands is a short table; shared addresses and names are found in their indexes, for one contact by a single look.
    pub async fn list_duplicates(&self, contact: Option<ContactId>, limit: i64) -> Result<Vec<DuplicateRow>> {
        let workspace_id = self.id();
        let mut connection = self.connection().await?;
        build_all!(connection, DuplicateRow, |query| {
            query.push(
                "select pair.one_id, pair.other_id, pair.reason, pair.value
                   from (select case when from_id < to_id then from_id else to_id end as one_id,
                                case when from_id < to_id then to_id else from_id end as other_id, kind as reason, value
                           from identity_moves where workspace_id = ",
            );
            query.push_bind(workspace_id);
            if let Some(contact) = contact {
                query
                    .push(" and (from_id = ")
                    .push_bind(contact)
                    .push(" or to_id = ")
                    .push_bind(contact)
                    .push(")");
            }
            for (reason, shown, narrow) in [
                ("email", "lower(first.email)", " and first.email is not null and second.email is not null"),
                (
                    "name",
                    "lower(coalesce(first.name, first.book_name, first.profile_name))",
                    // Two people who both write to us under one name are usually two people.
                    " and length(coalesce(first.name, first.book_name, first.profile_name)) >= 4 and (first.phone is null or second.phone is null
                      or not exists (select 1 from contact_identities known where known.workspace_id = first.workspace_id
                                        and known.contact_id = first.id and known.kind = 'bsuid')
                      or not exists (select 1 from contact_identities known where known.workspace_id = first.workspace_id
                                        and known.contact_id = second.id and known.kind = 'bsuid'))",
                ),
            ] {
                query.push(" union select case when first.id < second.id then first.id else second.id end, case when first.id < second.id then second.id else first.id end, '");
                query
                    .push(reason)
                    .push("', ")
                    .push(shown)
                    .push(" from contacts first join contacts second on second.workspace_id = first.workspace_id and ");
                query.push(shown.replace("first.", "second.")).push(" = ").push(shown);
                query.push(" where first.workspace_id = ").push_bind(workspace_id).push(narrow);
                match contact {
                    Some(contact) => {
                        query
                            .push(" and first.id = ")
                            .push_bind(contact)
                            .push(" and second.id <> ")
                            .push_bind(contact);
                    }
                    None => {
                        query.push(" and first.id < second.id");
                    }
                }
            }
            query.push(
                ") pair
                  where not exists (select 1 from contact_distinctions said where said.workspace_id = ",
            );
            query.push_bind(workspace_id);
            query.push(" and said.one_id = pair.one_id and said.other_id = pair.other_id) order by pair.one_id, pair.other_id, pair.reason limit ");
            query.push_bind(limit);
        })
    }

    /// The threads of two contacts, with what is in them.
    pub async fn merge_threads_of(&self, one: ContactId, other: ContactId) -> Result<Vec<MergeThread>> {
        fetch_all!(
            self,
            MergeThread,
            "select thread.id, thread.contact_id, thread.status,
                    (select count(*) from messages where workspace_id = $1 and conversation_id = thread.id) as message_count,
                    (select count(*) from notes where workspace_id = $1 and conversation_id = thread.id) as note_count
               from conversations thread
              where thread.workspace_id = $1 and thread.contact_id in ($2, $3)
              order by thread.id",
            self.id(),
            one,
            other
        )
    }

    /// Into which contact this one went, if it did.
    pub async fn find_merged_contact(&self, from: ContactId) -> Result<Option<ContactId>> {
        let found: Option<(ContactId,)> = fetch_optional!(
            self,
            (ContactId,),
            "select into_id from contact_merges where workspace_id = $1 and from_id = $2",
            self.id(),
            from
        )?;
        Ok(found.map(|(id,)| id))
    }
}

impl WorkspaceTx<'_> {
    /// Somebody says that these are two people.
    pub async fn distinguish_contacts(&mut self, one: ContactId, other: ContactId, by: Option<UserId>) -> Result<()> {
        let (workspace_id, now) = (self.id(), self.now());
        if one == other || self.lock_contacts(&[one, other]).await?.len() < 2 {
            return Err(Error::NotFound("contact"));
        }
        execute!(
            self,
            "insert into contact_distinctions (workspace_id, one_id, other_id, by_id, at) values ($1, $2, $3, $4, $5) on conflict do nothing",
            workspace_id,
            one.min(other),
            one.max(other),
            by,
            now
        )?;
        Ok(())
    }

    /// Takes ids off a contact: they are a new contact's from now on, and the two are known as two people. What was said stays where it is.
    pub async fn split_contact(&mut self, id: ContactId, ids: &[(String, String)], by: Option<UserId>) -> Result<ContactId> {
        let (workspace_id, now) = (self.id(), self.now());
        if self.lock_contacts(&[id]).await?.is_empty() {
            return Err(Error::NotFound("contact"));
        }
        let new = ContactId::new();
        execute!(
            self,
            "insert into contacts (workspace_id, id, profile_name, created_at, updated_at) values ($1, $2, '', $3, $3)",
            workspace_id,
            new,
            now
        )?;
        for (kind, value) in ids {
            let moved = execute!(
                self,
                "update contact_identities set contact_id = $5 where workspace_id = $1 and contact_id = $2 and kind = $3 and value = $4",
                workspace_id,
                id,
                kind.as_str(),
                key(kind, value),
                new
            )?;
            if moved == 0 {
                return Err(Error::NotFound("identity"));
            }
        }
        for contact in [id, new] {
            self.show_identities(contact).await?;
        }
        self.distinguish_contacts(id, new, by).await?;
        Ok(new)
    }

    /// Shows and searches the number and the username a contact has now.
    async fn show_identities(&mut self, id: ContactId) -> Result<()> {
        let (workspace_id, now) = (self.id(), self.now());
        let phone = self.latest_identity(("phone", id)).await?;
        let username = self.latest_identity(("username", id)).await?;
        let found: Option<(Option<String>, String, Option<String>)> = fetch_optional!(
            self,
            (Option<String>, String, Option<String>),
            "select coalesce(name, book_name), profile_name, email from contacts where workspace_id = $1 and id = $2",
            workspace_id,
            id
        )?;
        let (name, profile_name, email) = found.ok_or(Error::NotFound("contact"))?;
        let search = search_text(name.as_deref(), &profile_name, phone.as_deref(), username.as_deref(), email.as_deref());
        execute!(
            self,
            "update contacts set phone = $3, username = $4, search_text = $5, version = version + 1, updated_at = $6 where workspace_id = $1 and id = $2",
            workspace_id,
            id,
            phone,
            username,
            search,
            now
        )?;
        Ok(())
    }
}
