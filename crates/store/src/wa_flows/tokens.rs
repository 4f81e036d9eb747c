//! Tokens: each ties a form that was sent to its customer, its conversation and its message. Only the hash is kept.

use model::{ContactId, ConversationId, MessageId, Timestamp, WaFlowId, WorkspaceId};

use crate::db::{Connection, execute, fetch_one, fetch_optional, row};
use crate::reads::reads;
use crate::{Result, WorkspaceTx};

row! {
    /// A form that was sent.
    #[derive(PartialEq, Eq)]
    pub struct WaFlowTokenRow {
        /// SHA-256 of the token.
        pub token_hash: Vec<u8>,
        /// Which form.
        pub wa_flow_id: WaFlowId,
        /// To whom.
        pub contact_id: ContactId,
        /// In which thread.
        pub conversation_id: ConversationId,
        /// With which message.
        pub message_id: MessageId,
        /// Screens that were shown, a JSON array, the present one last.
        pub trail: String,
        /// How often the phone asked.
        pub exchanges: i64,
        /// When it was sent.
        pub created_at: Timestamp,
        /// Until when it may be filled in.
        pub expires_at: Timestamp,
        /// When the phone first asked.
        pub opened_at: Option<Timestamp>,
        /// When the endpoint said that the form is done.
        pub finished_at: Option<Timestamp>,
        /// When what was filled in arrived.
        pub submitted_at: Option<Timestamp>,
    }
}

row! {
    /// How a form does.
    #[derive(PartialEq, Eq)]
    pub struct WaFlowFunnel {
        /// Sent.
        pub sent: i64,
        /// Asked for by a phone.
        pub opened: i64,
        /// Filled in.
        pub submitted: i64,
    }
}

reads! {
    /// The form that was sent with this token.
    fn find_wa_flow_token(hash: &[u8]) -> Option<WaFlowTokenRow> = find;
    /// The form that was sent with this message.
    fn find_wa_flow_token_of(message: MessageId) -> Option<WaFlowTokenRow> = find_of;
    /// How a form does since then, of the last 10,000 sent.
    fn wa_flow_funnel(id: WaFlowId, since: Timestamp) -> WaFlowFunnel = funnel;
}

async fn find(connection: &mut Connection<'_>, workspace_id: WorkspaceId, hash: &[u8]) -> Result<Option<WaFlowTokenRow>> {
    fetch_optional!(
        connection,
        WaFlowTokenRow,
        "select token_hash, wa_flow_id, contact_id, conversation_id, message_id, trail, exchanges, created_at, expires_at, opened_at, finished_at,
                submitted_at
           from wa_flow_tokens
          where workspace_id = $1 and token_hash = $2",
        workspace_id,
        hash
    )
}

async fn find_of(connection: &mut Connection<'_>, workspace_id: WorkspaceId, message: MessageId) -> Result<Option<WaFlowTokenRow>> {
    fetch_optional!(
        connection,
        WaFlowTokenRow,
        "select token_hash, wa_flow_id, contact_id, conversation_id, message_id, trail, exchanges, created_at, expires_at, opened_at, finished_at,
                submitted_at
           from wa_flow_tokens
          where workspace_id = $1 and message_id = $2",
        workspace_id,
        message
    )
}

async fn funnel(connection: &mut Connection<'_>, workspace_id: WorkspaceId, id: WaFlowId, since: Timestamp) -> Result<WaFlowFunnel> {
    fetch_one!(
        connection,
        WaFlowFunnel,
        "select count(*) as sent, count(recent.opened_at) as opened, count(recent.submitted_at) as submitted
           from (select opened_at, submitted_at
                   from wa_flow_tokens
                  where workspace_id = $1 and wa_flow_id = $2 and created_at >= $3
                  order by created_at desc
                  limit 10000) recent",
        workspace_id,
        id,
        since
    )
}

impl WorkspaceTx<'_> {
    /// Ties a token to what it is sent with; a token that is tied already stays so.
    pub async fn create_wa_flow_token(&mut self, token: &WaFlowTokenRow) -> Result<()> {
        let workspace_id = self.id();
        execute!(
            self,
            "insert into wa_flow_tokens (workspace_id, token_hash, wa_flow_id, contact_id, conversation_id, message_id, trail, exchanges, created_at,
                                         expires_at)
             values ($1, $2, $3, $4, $5, $6, $7, 0, $8, $9)
             on conflict do nothing",
            workspace_id,
            token.token_hash.as_slice(),
            token.wa_flow_id,
            token.contact_id,
            token.conversation_id,
            token.message_id,
            token.trail.as_str(),
            token.created_at,
            token.expires_at
        )?;
        Ok(())
    }

    /// Where the customer is now, after one more exchange.
    pub async fn move_wa_flow_token(&mut self, hash: &[u8], trail: &str, finished: bool) -> Result<()> {
        let (workspace_id, now) = (self.id(), self.now());
        execute!(
            self,
            "update wa_flow_tokens
                set trail = $3, exchanges = exchanges + 1, opened_at = coalesce(opened_at, $4),
                    finished_at = case when $5 then coalesce(finished_at, $4) else finished_at end
              where workspace_id = $1 and token_hash = $2",
            workspace_id,
            hash,
            trail,
            now,
            finished
        )?;
        Ok(())
    }

    /// What was filled in arrived: the token is used up. False when it was before.
    pub async fn use_wa_flow_token(&mut self, hash: &[u8], at: Timestamp) -> Result<bool> {
        let workspace_id = self.id();
        let used = execute!(
            self,
            "update wa_flow_tokens set submitted_at = $3 where workspace_id = $1 and token_hash = $2 and submitted_at is null",
            workspace_id,
            hash,
            at
        )?;
        Ok(used > 0)
    }
}
