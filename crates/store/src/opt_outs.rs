//! The ledger of opt-outs: every time somebody asked for silence or came back, by which road; append only. What counts now is kept on the contact.

use model::{ContactId, MessageId, OptOutEntryId, Timestamp, UserId};

use crate::db::{execute, fetch_all, fetch_optional, row};
use crate::page::{Limit, Page};
use crate::{Result, Workspace, WorkspaceTx};

row! {
    /// An entry of the ledger.
    pub struct OptOutRow {
        /// Its id.
        pub id: OptOutEntryId,
        /// Whose decision.
        pub contact_id: ContactId,
        /// Their name, as far as it is known.
        pub contact_name: String,
        /// `opt_out` or `opt_in`.
        pub action: String,
        /// `all` or `marketing`.
        pub scope: String,
        /// `word`, `whatsapp`, `meta_error` or `member`.
        pub source: String,
        /// The message that said so, or that Meta refused.
        pub message_id: Option<MessageId>,
        /// The member who wrote it down.
        pub actor_id: Option<UserId>,
        /// Their name.
        pub actor_name: Option<String>,
        /// The word, Meta's words, or the member's reason.
        pub detail: String,
        /// When it was decided.
        pub at: Timestamp,
        /// When it was written down.
        pub created_at: Timestamp,
    }
}

/// A decision to write down.
#[derive(Debug, Clone)]
pub struct NewOptOut {
    /// Whose.
    pub contact_id: ContactId,
    /// `opt_out` or `opt_in`.
    pub action: &'static str,
    /// `all` or `marketing`.
    pub scope: &'static str,
    /// `word`, `whatsapp`, `meta_error` or `member`.
    pub source: &'static str,
    /// The message that said so, or that Meta refused.
    pub message_id: Option<MessageId>,
    /// Meta's id of that message.
    pub wamid: Option<String>,
    /// The member who wrote it down.
    pub actor_id: Option<UserId>,
    /// The word, Meta's words, or the member's reason.
    pub detail: String,
    /// What tells it from its repetitions, where it can come twice.
    pub dedupe_key: Option<String>,
    /// When it was decided.
    pub at: Timestamp,
}

macro_rules! select_entry {
    ($rest:literal) => {
        concat!(
            "select entry.id, entry.contact_id,
                    coalesce(nullif(contact.name, ''), nullif(contact.profile_name, ''), contact.username, contact.phone, '') as contact_name,
                    entry.action, entry.scope, entry.source, entry.message_id, entry.actor_id, actor.name as actor_name, entry.detail, entry.at,
                    entry.created_at
               from opt_out_entries entry
               join contacts contact on contact.workspace_id = entry.workspace_id and contact.id = entry.contact_id
               left join users actor on actor.id = entry.actor_id ",
            $rest
        )
    };
}

impl Workspace<'_> {
    /// The ledger, newest first, by its key.
    pub async fn list_opt_outs(&self, limit: Limit, cursor: Option<&str>) -> Result<Page<OptOutRow>> {
        let before = self.opt_out_before("opt_outs", cursor)?;
        let rows = fetch_all!(
            self,
            OptOutRow,
            select_entry!("where entry.workspace_id = $1 and entry.id < $2 order by entry.id desc limit $3"),
            self.id(),
            before,
            limit.fetch()
        )?;
        Ok(Page::cut(rows, limit, |entry| self.encode_cursor("opt_outs", &entry.id)))
    }

    /// What one contact decided, newest first; `opt_out_entries_contact` reads it in that order.
    pub async fn list_opt_outs_of(&self, contact_id: ContactId, limit: Limit, cursor: Option<&str>) -> Result<Page<OptOutRow>> {
        let tag = format!("opt_outs|{contact_id}");
        let before = self.opt_out_before(&tag, cursor)?;
        let rows = fetch_all!(
            self,
            OptOutRow,
            select_entry!("where entry.workspace_id = $1 and entry.contact_id = $2 and entry.id < $3 order by entry.id desc limit $4"),
            self.id(),
            contact_id,
            before,
            limit.fetch()
        )?;
        Ok(Page::cut(rows, limit, |entry| self.encode_cursor(&tag, &entry.id)))
    }

    fn opt_out_before(&self, tag: &str, cursor: Option<&str>) -> Result<OptOutEntryId> {
        match cursor {
            Some(cursor) => self.decode_cursor(tag, cursor),
            None => Ok(OptOutEntryId::from_uuid(uuid::Uuid::max())),
        }
    }
}

impl WorkspaceTx<'_> {
    /// Writes a decision down; the latest one of each scope is what counts on the contact. False when it was there already.
    pub async fn append_opt_out(&mut self, entry: &NewOptOut) -> Result<bool> {
        let (workspace_id, now) = (self.id(), self.now());
        let new = execute!(
            self,
            "insert into opt_out_entries (workspace_id, id, contact_id, action, scope, source, message_id, wamid, actor_id, detail, dedupe_key, at,
                                          created_at)
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
             on conflict do nothing",
            workspace_id,
            OptOutEntryId::new(),
            entry.contact_id,
            entry.action,
            entry.scope,
            entry.source,
            entry.message_id,
            entry.wamid.as_deref(),
            entry.actor_id,
            entry.detail.as_str(),
            entry.dedupe_key.as_deref(),
            entry.at,
            now
        )?;
        if new == 0 {
            return Ok(false);
        }
        let latest: Option<(String, Timestamp)> = fetch_optional!(
            self,
            (String, Timestamp),
            "select action, at from opt_out_entries
              where workspace_id = $1 and contact_id = $2 and scope = $3
              order by at desc, id desc
              limit 1",
            workspace_id,
            entry.contact_id,
            entry.scope
        )?;
        let since = latest.and_then(|(action, at)| (action == "opt_out").then_some(at));
        let statement = if entry.scope == "marketing" {
            "update contacts set marketing_opted_out_at = $3, version = version + 1, updated_at = $4 where workspace_id = $1 and id = $2"
        } else {
            "update contacts set opted_out_at = $3, version = version + 1, updated_at = $4 where workspace_id = $1 and id = $2"
        };
        execute!(self, statement, workspace_id, entry.contact_id, since, now)?;
        Ok(true)
    }

    /// The decision of a contact that counts in a scope: action, source and time.
    pub async fn latest_opt_out(&mut self, contact_id: ContactId, scope: &str) -> Result<Option<(String, String, Timestamp)>> {
        let workspace_id = self.id();
        fetch_optional!(
            self,
            (String, String, Timestamp),
            "select action, source, at from opt_out_entries
              where workspace_id = $1 and contact_id = $2 and scope = $3
              order by at desc, id desc
              limit 1",
            workspace_id,
            contact_id,
            scope
        )
    }

    /// With whom a message was exchanged.
    pub async fn contact_of_message(&mut self, id: MessageId) -> Result<Option<ContactId>> {
        let workspace_id = self.id();
        let found: Option<(ContactId,)> = fetch_optional!(
            self,
            (ContactId,),
            "select thread.contact_id
               from messages message
               join conversations thread on thread.workspace_id = message.workspace_id and thread.id = message.conversation_id
              where message.workspace_id = $1 and message.id = $2",
            workspace_id,
            id
        )?;
        Ok(found.map(|(id,)| id))
    }

    /// The workspace's policies, JSON.
    pub async fn find_settings(&mut self) -> Result<String> {
        let workspace_id = self.id();
        let found: Option<(String,)> = fetch_optional!(self, (String,), "select settings from workspaces where id = $1", workspace_id)?;
        Ok(found.map(|(settings,)| settings).unwrap_or_default())
    }
}
