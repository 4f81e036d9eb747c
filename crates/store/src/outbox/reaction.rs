//! Our reactions: shown on their target at once, taken back when Meta refuses them.

use model::{ChannelId, MessageId};

use crate::db::{execute, fetch_all};
use crate::{Result, WorkspaceTx};

impl WorkspaceTx<'_> {
    /// Shows our reaction on a message; empty text takes it away.
    pub async fn set_business_reaction(&mut self, channel_id: ChannelId, target_wamid: &str, emoji: &str) -> Result<()> {
        let (workspace_id, now) = (self.id(), self.now());
        if emoji.is_empty() {
            execute!(
                self,
                "delete from reactions where workspace_id = $1 and channel_id = $2 and target_wamid = $3 and actor = 'business'",
                workspace_id,
                channel_id,
                target_wamid
            )?;
            return Ok(());
        }
        execute!(
            self,
            "insert into reactions (workspace_id, channel_id, target_wamid, actor, emoji, at) values ($1, $2, $3, 'business', $4, $5)
             on conflict (workspace_id, channel_id, target_wamid, actor) do update set emoji = excluded.emoji, at = excluded.at",
            workspace_id,
            channel_id,
            target_wamid,
            emoji,
            now
        )?;
        Ok(())
    }

    /// The messages with this wamid on this channel: one, or none.
    pub async fn messages_by_wamid(&mut self, channel_id: ChannelId, wamid: &str) -> Result<Vec<MessageId>> {
        let workspace_id = self.id();
        let found: Vec<(MessageId,)> = fetch_all!(
            self,
            (MessageId,),
            "select id from messages where workspace_id = $1 and channel_id = $2 and wamid = $3",
            workspace_id,
            channel_id,
            wamid
        )?;
        Ok(found.into_iter().map(|(id,)| id).collect())
    }
}
