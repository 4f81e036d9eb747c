//! Whose turn it is when a flow looks for somebody.

use model::{ConversationId, UserId};

use crate::db::{execute, fetch_all, fetch_optional};
use crate::{Result, WorkspaceTx};

impl WorkspaceTx<'_> {
    /// When flows last gave each member a conversation, in milliseconds.
    pub async fn flow_turns(&mut self) -> Result<Vec<(UserId, i64)>> {
        let workspace_id = self.id();
        fetch_all!(
            self,
            (UserId, i64),
            "select user_id, at from flow_turns where workspace_id = $1",
            workspace_id
        )
    }

    /// A member had their turn.
    pub async fn note_flow_turn(&mut self, user: UserId) -> Result<()> {
        let (workspace_id, now) = (self.id(), self.now());
        execute!(
            self,
            "insert into flow_turns (workspace_id, user_id, at) values ($1, $2, $3)
             on conflict (workspace_id, user_id) do update
                set at = case when excluded.at > flow_turns.at then excluded.at else flow_turns.at + 1 end",
            workspace_id,
            user,
            now
        )?;
        Ok(())
    }

    /// The members who may be given something: role and id of those who are not disabled.
    pub async fn list_active_members(&mut self) -> Result<Vec<(UserId, String)>> {
        let workspace_id = self.id();
        fetch_all!(
            self,
            (UserId, String),
            "select user_id, role from memberships where workspace_id = $1 and disabled_at is null order by user_id limit 1000",
            workspace_id
        )
    }

    /// The member who last wrote in a thread. The thread's index is walked backwards.
    pub async fn last_agent_of(&mut self, id: ConversationId) -> Result<Option<UserId>> {
        let workspace_id = self.id();
        let found: Option<(UserId,)> = fetch_optional!(
            self,
            (UserId,),
            "select author_id from messages
              where workspace_id = $1 and conversation_id = $2 and author_kind = 'agent' and author_id is not null
              order by sent_at desc, id desc limit 1",
            workspace_id,
            id
        )?;
        Ok(found.map(|(user,)| user))
    }
}
