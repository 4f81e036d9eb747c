//! Deletes a contact and everything about it: thread, messages, statuses, files' rows, events, and the raw deliveries that carried them.

use model::ContactId;

use crate::db::{execute, fetch_all};
use crate::{Error, Result, WorkspaceTx};

/// What is left to do outside the database.
#[derive(Debug, Clone, Default)]
pub struct Erased {
    /// Files to delete from the media store.
    pub storage_keys: Vec<String>,
}

impl WorkspaceTx<'_> {
    /// Erases a contact. Rows that hang on the contact or its conversations go by cascade; the rest is named here.
    ///
    /// Raw bodies of processed deliveries that mention the contact are emptied: they may carry other contacts' items too, which stay as messages.
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
            "update webhook_events set body = $3
              where state in ('done', 'discarded')
                and id in (select message.webhook_event_id
                             from messages message
                             join conversations thread on thread.workspace_id = message.workspace_id and thread.id = message.conversation_id
                            where thread.workspace_id = $1 and thread.contact_id = $2
                           union
                           select status.webhook_event_id
                             from messages message
                             join conversations thread on thread.workspace_id = message.workspace_id and thread.id = message.conversation_id
                             join message_statuses status on status.workspace_id = message.workspace_id
                                                         and status.channel_id = message.channel_id and status.wamid = message.wamid
                            where thread.workspace_id = $1 and thread.contact_id = $2)",
            workspace_id,
            id,
            b"{}".as_slice()
        )?;
        execute!(
            self,
            "delete from media
              where workspace_id = $1
                and id in (select message.media_id
                             from messages message
                             join conversations thread on thread.workspace_id = message.workspace_id and thread.id = message.conversation_id
                            where thread.workspace_id = $1 and thread.contact_id = $2)",
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
