//! Who holds the pen in a conversation, as flows change it. People's epoch grows when they take it or give it back; between runs it stays, so that what one run
//! said last still leaves when the next begins.

use model::{ConversationId, FlowInputId};

use crate::db::{execute, fetch_optional};
use crate::{Error, Result, WorkspaceTx};

impl WorkspaceTx<'_> {
    /// Automation speaks from here on. Nothing changes where people hold the pen.
    pub async fn take_by_bot(&mut self, id: ConversationId) -> Result<()> {
        let (workspace_id, now) = (self.id(), self.now());
        execute!(
            self,
            "update conversations set holder = 'bot', holder_since = $3, version = version + 1, updated_at = $3
              where workspace_id = $1 and id = $2 and holder = 'none'",
            workspace_id,
            id,
            now
        )?;
        Ok(())
    }

    /// Automation has said what it had to say.
    pub async fn leave_by_bot(&mut self, id: ConversationId) -> Result<()> {
        let (workspace_id, now) = (self.id(), self.now());
        execute!(
            self,
            "update conversations set holder = 'none', holder_since = $3, version = version + 1, updated_at = $3
              where workspace_id = $1 and id = $2 and holder = 'bot'",
            workspace_id,
            id,
            now
        )?;
        Ok(())
    }

    /// A flow hands the conversation to people: the epoch grows by exactly one.
    pub async fn hand_to_people(&mut self, id: ConversationId) -> Result<()> {
        let (workspace_id, now) = (self.id(), self.now());
        execute!(
            self,
            "update conversations
                set holder = 'human', holder_epoch = holder_epoch + 1, holder_since = $3, version = version + 1, updated_at = $3
              where workspace_id = $1 and id = $2",
            workspace_id,
            id,
            now
        )?;
        Ok(())
    }

    /// People give the pen back. Gives the new epoch, or nothing when none of them held it.
    pub async fn release_by_people(&mut self, id: ConversationId) -> Result<Option<i64>> {
        let (workspace_id, now) = (self.id(), self.now());
        let released: Option<(i64,)> = fetch_optional!(
            self,
            (i64,),
            "update conversations
                set holder = 'none', holder_epoch = holder_epoch + 1, holder_since = $3, version = version + 1, updated_at = $3
              where workspace_id = $1 and id = $2 and holder in ('human', 'phone_app')
             returning holder_epoch",
            workspace_id,
            id,
            now
        )?;
        Ok(released.map(|(epoch,)| epoch))
    }

    /// The epoch of a thread's pen, which nobody changes until the end of this transaction.
    pub async fn hold_pen(&mut self, id: ConversationId) -> Result<i64> {
        let workspace_id = self.id();
        let statement = if self.store().is_shared() {
            "select holder_epoch from conversations where workspace_id = $1 and id = $2 for share"
        } else {
            "select holder_epoch from conversations where workspace_id = $1 and id = $2"
        };
        let found: Option<(i64,)> = fetch_optional!(self, (i64,), statement, workspace_id, id)?;
        found.map(|(epoch,)| epoch).ok_or(Error::NotFound("conversation"))
    }

    /// Tells the run of a thread that people took the pen, if there is one. Its messages are stopped by the epoch in any case.
    pub async fn tell_taken_over(&mut self, id: ConversationId) -> Result<()> {
        let (workspace_id, now) = (self.id(), self.now());
        let told = execute!(
            self,
            "insert into flow_inputs (workspace_id, id, conversation_id, kind, payload, due_at, created_at)
             select $1, $3, run.conversation_id, 'taken_over', '{}', $4, $4
               from flow_runs run
               join conversations thread on thread.workspace_id = $1 and thread.id = $2
              where run.workspace_id = $1 and run.conversation_id = $2 and run.active = 1 and run.epoch < thread.holder_epoch",
            workspace_id,
            id,
            FlowInputId::new(),
            now
        )?;
        self.committed().flows |= told > 0;
        Ok(())
    }

    /// Tells flows that a thread is being closed; one that is closed already is not closed again. Nothing is written where there are no flows.
    pub(crate) async fn tell_closed(&mut self, id: ConversationId) -> Result<()> {
        let (workspace_id, now) = (self.id(), self.now());
        let told = execute!(
            self,
            "insert into flow_inputs (workspace_id, id, conversation_id, kind, payload, due_at, created_at)
             select $1, $3, thread.id, 'closed', '{}', $4, $4
               from conversations thread
              where thread.workspace_id = $1 and thread.id = $2 and thread.status <> 'closed'
                and exists (select 1 from flows where flows.workspace_id = $1)",
            workspace_id,
            id,
            FlowInputId::new(),
            now
        )?;
        self.committed().flows |= told > 0;
        Ok(())
    }

    /// The epoch of a thread's pen now.
    pub async fn pen_epoch(&mut self, id: ConversationId) -> Result<i64> {
        let workspace_id = self.id();
        let found: Option<(i64,)> = fetch_optional!(
            self,
            (i64,),
            "select holder_epoch from conversations where workspace_id = $1 and id = $2",
            workspace_id,
            id
        )?;
        found.map(|(epoch,)| epoch).ok_or(Error::NotFound("conversation"))
    }
}
