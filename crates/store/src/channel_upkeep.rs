//! Channels over time: found inside a transaction, connected again, recovered, removed while nothing hangs on them.

use model::{ChannelId, MetaAppId, WorkspaceId};

use crate::db::{Connection, execute, fetch_one, fetch_optional};
use crate::{Channel, Error, MetaApp, Result, Workspace, WorkspaceTx};

impl WorkspaceTx<'_> {
    /// The workspace's channel, as this transaction sees it; there is one today.
    pub async fn find_channel(&mut self) -> Result<Option<Channel>> {
        let workspace_id = self.id();
        let found: Option<(ChannelId,)> = fetch_optional!(
            self,
            (ChannelId,),
            "select id from channels where workspace_id = $1 order by id limit 1",
            workspace_id
        )?;
        match found {
            Some((id,)) => Ok(Some(self.get_channel(id).await?)),
            None => Ok(None),
        }
    }

    /// A Meta app this workspace uses, its own or the installation's, as this transaction sees it.
    pub async fn get_meta_app(&mut self, id: MetaAppId) -> Result<MetaApp> {
        let workspace_id = self.id();
        let mut connection = self.connection().await?;
        meta_app(&mut connection, workspace_id, id).await
    }

    /// Gives a channel that was disconnected its route back; [`Error::Duplicate`] when another workspace has the number by now.
    pub async fn reconnect_channel(&mut self, id: ChannelId, kind: &str, meta_app_id: MetaAppId) -> Result<()> {
        let (workspace_id, now) = (self.id(), self.now());
        let changed = execute!(
            self,
            "update channels set kind = $3, meta_app_id = $4, version = version + 1, updated_at = $5 where workspace_id = $1 and id = $2",
            workspace_id,
            id,
            kind,
            meta_app_id,
            now
        )?;
        if changed == 0 {
            return Err(Error::NotFound("channel"));
        }
        execute!(
            self,
            "delete from channel_routes where workspace_id = $1 and channel_id = $2",
            workspace_id,
            id
        )?;
        execute!(
            self,
            "insert into channel_routes (phone_number_id, waba_id, meta_app_id, workspace_id, channel_id)
             select phone_number_id, waba_id, meta_app_id, workspace_id, id from channels where workspace_id = $1 and id = $2",
            workspace_id,
            id
        )?;
        self.committed().channels = true;
        Ok(())
    }

    /// The channel can send again: what waited goes.
    pub async fn recover_channel(&mut self, id: ChannelId) -> Result<()> {
        let (workspace_id, now) = (self.id(), self.now());
        execute!(
            self,
            "update channels set degraded_code = null, degraded_detail = null, degraded_at = null, updated_at = $3 where workspace_id = $1 and id = $2",
            workspace_id,
            id,
            now
        )?;
        self.note_token_accepted(id).await?;
        let committed = self.committed();
        (committed.channels, committed.outbox) = (true, true);
        Ok(())
    }

    /// Removes a disconnected channel on which no conversation hangs. False when one does, or when it is connected.
    pub async fn delete_unused_channel(&mut self, id: ChannelId) -> Result<bool> {
        let workspace_id = self.id();
        let deleted = execute!(
            self,
            "delete from channels
              where workspace_id = $1 and id = $2 and access_token is null
                and not exists (select 1 from conversations where workspace_id = $1 and channel_id = $2)",
            workspace_id,
            id
        )?;
        self.committed().channels |= deleted > 0;
        Ok(deleted > 0)
    }
}

async fn meta_app(connection: &mut Connection<'_>, workspace_id: WorkspaceId, id: MetaAppId) -> Result<MetaApp> {
    fetch_optional!(
        connection,
        MetaApp,
        "select id, workspace_id, name, app_id, app_secret is not null as has_secret, verify_token is not null as has_verify_token,
                previous_until, created_at, updated_at
           from meta_apps
          where (workspace_id = $1 or workspace_id is null) and id = $2",
        workspace_id,
        id
    )?
    .ok_or(Error::NotFound("meta app"))
}

impl Workspace<'_> {
    /// By how many milliseconds our clock was ahead of Meta's for the promptest of the newest inbound messages; nothing before the first message.
    ///
    /// Meta's times are whole seconds, so anything within a second is agreement.
    pub async fn clock_difference(&self) -> Result<Option<i64>> {
        let (difference,): (Option<i64>,) = fetch_one!(
            self,
            (Option<i64>,),
            "select min(newest.created_at - newest.sent_at)
               from (select message.created_at, message.sent_at
                       from conversations thread
                       join messages message on message.workspace_id = thread.workspace_id and message.id = thread.last_message_id
                      where thread.workspace_id = $1 and message.direction = 'inbound'
                      order by thread.last_message_at desc
                      limit 20) newest",
            self.id()
        )?;
        Ok(difference)
    }
}
