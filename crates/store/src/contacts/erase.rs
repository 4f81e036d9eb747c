//! Deletes a contact and everything about it: thread, messages, statuses, files' rows, events, and where raw deliveries speak of them.

use model::{ContactId, WebhookEventId};

use crate::db::{execute, fetch_all, row};
use crate::{Error, Result, WorkspaceTx};

/// What is left to do outside the database.
#[derive(Debug, Clone, Default)]
pub struct Erased {
    /// Files to delete from the media store.
    pub storage_keys: Vec<String>,
}

row! {
    /// A processed delivery that may speak of a contact.
    pub struct RawBody {
        /// The delivery.
        pub id: WebhookEventId,
        /// As it came.
        pub body: Vec<u8>,
    }
}

/// What the raw deliveries of one contact are searched for, and which they are.
#[derive(Debug, Clone, Default)]
pub struct Traces {
    /// Ids of the contact in every spelling, and Meta's ids of its messages.
    pub ids: Vec<String>,
    /// Deliveries that brought a message, a report or a mark of it, or that may name it.
    pub deliveries: Vec<WebhookEventId>,
}

impl WorkspaceTx<'_> {
    /// Where raw deliveries may speak of a contact. Ask before erasing it.
    ///
    /// Cost: by the contact's messages, and every kept delivery of the address book, of the history and of preferences (Meta sends few).
    pub async fn find_traces(&mut self, id: ContactId) -> Result<Traces> {
        let workspace_id = self.id();
        let known: Vec<(String, String, Option<String>)> = fetch_all!(
            self,
            (String, String, Option<String>),
            "select kind, value, given from contact_identities where workspace_id = $1 and contact_id = $2",
            workspace_id,
            id
        )?;
        let mut ids = Vec::new();
        for (kind, value, given) in known {
            ids.extend(if kind == "phone" { model::phone::spellings(&value) } else { vec![value] });
            ids.extend(given);
        }
        let wamids: Vec<(String,)> = fetch_all!(
            self,
            (String,),
            "select message.wamid
               from messages message
               join conversations thread on thread.workspace_id = message.workspace_id and thread.id = message.conversation_id
              where thread.workspace_id = $1 and thread.contact_id = $2 and message.wamid is not null",
            workspace_id,
            id
        )?;
        ids.extend(wamids.into_iter().map(|(wamid,)| wamid));
        let deliveries: Vec<(WebhookEventId,)> = fetch_all!(
            self,
            (WebhookEventId,),
            "select message.webhook_event_id
               from messages message
               join conversations thread on thread.workspace_id = message.workspace_id and thread.id = message.conversation_id
              where thread.workspace_id = $1 and thread.contact_id = $2 and message.webhook_event_id is not null
             union
             select status.webhook_event_id
               from messages message
               join conversations thread on thread.workspace_id = message.workspace_id and thread.id = message.conversation_id
               join message_statuses status on status.workspace_id = message.workspace_id
                                           and status.channel_id = message.channel_id and status.wamid = message.wamid
              where thread.workspace_id = $1 and thread.contact_id = $2 and status.webhook_event_id is not null
             union
             select event_id from webhook_event_workspaces
              where workspace_id = $1
                and (fields like '%smb_app_state_sync%' or fields like '%history%' or fields like '%smb_message_echoes%'
                     or fields like '%user_preferences%')",
            workspace_id,
            id
        )?;
        Ok(Traces {
            ids,
            deliveries: deliveries.into_iter().map(|(id,)| id).collect(),
        })
    }

    /// The raw body of a processed delivery; nothing when it waits to be processed or is no more.
    pub async fn find_raw_body(&mut self, id: WebhookEventId) -> Result<Option<RawBody>> {
        crate::db::fetch_optional!(
            self,
            RawBody,
            "select id, body from webhook_events where id = $1 and state in ('done', 'discarded')",
            id
        )
    }

    /// Writes what is left of a raw body after a person's items were taken out. The hash stays: the same bytes again are still known.
    pub async fn redact_raw_body(&mut self, id: WebhookEventId, body: &[u8]) -> Result<()> {
        execute!(self, "update webhook_events set body = $2 where id = $1", id, body)?;
        Ok(())
    }

    /// Erases a contact. Rows that hang on the contact or its conversations go by cascade; the rest is named here.
    ///
    /// What raw deliveries say about them is taken out by [`find_traces`](Self::find_traces) and [`redact_raw_body`](Self::redact_raw_body), item by item.
    pub async fn erase_contact(&mut self, id: ContactId) -> Result<Erased> {
        let workspace_id = self.id();
        let about = format!("%\"{id}\"%");
        let storage_keys: Vec<(String,)> = fetch_all!(
            self,
            (String,),
            "select media.storage_key
               from messages message
               join conversations thread on thread.workspace_id = message.workspace_id and thread.id = message.conversation_id
               join media media on media.workspace_id = message.workspace_id and media.id = message.media_id
              where thread.workspace_id = $1 and thread.contact_id = $2 and media.storage_key is not null
             union
             select media.storage_key
               from submissions submission
               join submission_files file on file.workspace_id = submission.workspace_id and file.submission_id = submission.id
               join media media on media.workspace_id = file.workspace_id and media.id = file.media_id
              where submission.workspace_id = $1 and submission.contact_id = $2 and media.storage_key is not null
             union
             select media.thumbnail_key
               from submissions submission
               join submission_files file on file.workspace_id = submission.workspace_id and file.submission_id = submission.id
               join media media on media.workspace_id = file.workspace_id and media.id = file.media_id
              where submission.workspace_id = $1 and submission.contact_id = $2 and media.thumbnail_key is not null
             union
             select media.thumbnail_key
               from messages message
               join conversations thread on thread.workspace_id = message.workspace_id and thread.id = message.conversation_id
               join media media on media.workspace_id = message.workspace_id and media.id = message.media_id
              where thread.workspace_id = $1 and thread.contact_id = $2 and media.thumbnail_key is not null",
            workspace_id,
            id
        )?;
        execute!(
            self,
            "delete from address_book
              where workspace_id = $1
                and line in (select value from contact_identities where workspace_id = $1 and contact_id = $2 and kind in ('phone', 'bsuid'))",
            workspace_id,
            id
        )?;
        execute!(
            self,
            "delete from media
              where workspace_id = $1
                and id in (select message.media_id
                             from messages message
                             join conversations thread on thread.workspace_id = message.workspace_id and thread.id = message.conversation_id
                            where thread.workspace_id = $1 and thread.contact_id = $2
                            union all
                           select file.media_id
                             from submissions submission
                             join submission_files file on file.workspace_id = submission.workspace_id and file.submission_id = submission.id
                            where submission.workspace_id = $1 and submission.contact_id = $2)",
            workspace_id,
            id
        )?;
        execute!(
            self,
            "delete from message_statuses
              where workspace_id = $1
                and wamid in (select message.wamid
                                from messages message
                                join conversations thread on thread.workspace_id = message.workspace_id and thread.id = message.conversation_id
                               where thread.workspace_id = $1 and thread.contact_id = $2)",
            workspace_id,
            id
        )?;
        execute!(
            self,
            "delete from reactions
              where workspace_id = $1
                and target_wamid in (select message.wamid
                                       from messages message
                                       join conversations thread on thread.workspace_id = message.workspace_id and thread.id = message.conversation_id
                                      where thread.workspace_id = $1 and thread.contact_id = $2)",
            workspace_id,
            id
        )?;
        execute!(
            self,
            "delete from message_edits
              where workspace_id = $1
                and target_wamid in (select message.wamid
                                       from messages message
                                       join conversations thread on thread.workspace_id = message.workspace_id and thread.id = message.conversation_id
                                      where thread.workspace_id = $1 and thread.contact_id = $2)",
            workspace_id,
            id
        )?;
        execute!(
            self,
            "delete from events
              where workspace_id = $1
                and (conversation_id in (select id from conversations where workspace_id = $1 and contact_id = $2) or data like $3)",
            workspace_id,
            id,
            about
        )?;
        let deleted = execute!(self, "delete from contacts where workspace_id = $1 and id = $2", workspace_id, id)?;
        if deleted == 0 {
            return Err(Error::NotFound("contact"));
        }
        Ok(Erased {
            storage_keys: storage_keys.into_iter().map(|(key,)| key).collect(),
        })
    }
}
