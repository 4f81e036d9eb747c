//! What runs sent: which message belongs to which step, so that a tap, a form and a report find their run, and people find out why.

use std::collections::HashMap;

use model::{ChannelId, ConversationId, FlowId, MessageId, RunId, Timestamp, WorkspaceId};

use crate::db::{Connection, Rows as _, build_all, execute, fetch_all, fetch_optional, row};
use crate::reads::reads;
use crate::{Result, WorkspaceTx};

row! {
    /// A message that a run sent.
    #[derive(PartialEq, Eq)]
    pub struct FlowMessage {
        /// The message.
        pub message_id: MessageId,
        /// The run.
        pub run_id: RunId,
        /// The flow.
        pub flow_id: FlowId,
        /// Its name; nothing when it is gone.
        pub flow_name: Option<String>,
        /// The step.
        pub step: i64,
        /// `run:step:index`.
        pub key: String,
    }
}

row! {
    /// The run that holds a conversation.
    #[derive(PartialEq, Eq)]
    pub struct HeldBy {
        /// Where.
        pub conversation_id: ConversationId,
        /// The run.
        pub run_id: RunId,
        /// The flow it began in.
        pub flow_id: FlowId,
        /// Its name; nothing when it is gone.
        pub flow_name: Option<String>,
        /// The node it stands at.
        pub node: String,
        /// Steps so far.
        pub steps: i64,
        /// Since when.
        pub started_at: Timestamp,
    }
}

reads! {
    /// Messages that runs sent, of these.
    fn flow_messages(ids: &[MessageId]) -> HashMap<MessageId, FlowMessage> = of_messages;
    /// Everything a run sent, in order.
    fn messages_of_run(run: RunId) -> Vec<FlowMessage> = of_run;
    /// Which effect sent the message with this id of Meta's.
    fn find_flow_message(channel: ChannelId, wamid: &str) -> Option<FlowMessage> = by_wamid;
    /// Which effect sent the form with this token.
    fn find_flow_token(token: &str) -> Option<FlowMessage> = by_token;
    /// The runs that hold these conversations.
    fn runs_holding(ids: &[ConversationId]) -> HashMap<ConversationId, HeldBy> = holding;
}

macro_rules! select_sent {
    ($rest:literal) => {
        concat!(
            "select sent.message_id, sent.run_id, sent.flow_id, flow.name as flow_name, sent.step, sent.key
               from flow_messages sent
               left join flows flow on flow.workspace_id = sent.workspace_id and flow.id = sent.flow_id ",
            $rest
        )
    };
}

pub(crate) async fn of_messages(
    connection: &mut Connection<'_>,
    workspace_id: WorkspaceId,
    ids: &[MessageId],
) -> Result<HashMap<MessageId, FlowMessage>> {
    let mut found = HashMap::new();
    for ids in ids.chunks(500) {
        let rows: Vec<FlowMessage> = build_all!(
            connection,
            FlowMessage,
            fixed | query | {
                query
                    .push(select_sent!("where sent.workspace_id = "))
                    .push_bind(workspace_id)
                    .push(" and sent.message_id");
                query.push_ids(ids.iter().map(|id| id.uuid()));
            }
        )?;
        found.extend(rows.into_iter().map(|row| (row.message_id, row)));
    }
    Ok(found)
}

async fn of_run(connection: &mut Connection<'_>, workspace_id: WorkspaceId, run: RunId) -> Result<Vec<FlowMessage>> {
    fetch_all!(
        connection,
        FlowMessage,
        select_sent!("where sent.workspace_id = $1 and sent.run_id = $2 order by sent.step, sent.message_id limit 1000"),
        workspace_id,
        run
    )
}

async fn by_wamid(connection: &mut Connection<'_>, workspace_id: WorkspaceId, channel: ChannelId, wamid: &str) -> Result<Option<FlowMessage>> {
    fetch_optional!(
        connection,
        FlowMessage,
        select_sent!(
            "join messages message on message.workspace_id = sent.workspace_id and message.id = sent.message_id
              where message.workspace_id = $1 and message.channel_id = $2 and message.wamid = $3"
        ),
        workspace_id,
        channel,
        wamid
    )
}

async fn by_token(connection: &mut Connection<'_>, workspace_id: WorkspaceId, token: &str) -> Result<Option<FlowMessage>> {
    fetch_optional!(
        connection,
        FlowMessage,
        select_sent!("where sent.workspace_id = $1 and sent.flow_token = $2"),
        workspace_id,
        token
    )
}

pub(crate) async fn holding(
    connection: &mut Connection<'_>,
    workspace_id: WorkspaceId,
    ids: &[ConversationId],
) -> Result<HashMap<ConversationId, HeldBy>> {
    let mut found = HashMap::new();
    for ids in ids.chunks(500) {
        let rows: Vec<HeldBy> = build_all!(
            connection,
            HeldBy,
            fixed | query | {
                query.push(
                    "select run.conversation_id, run.id as run_id, run.flow_id, flow.name as flow_name, run.node, run.steps, run.started_at
                       from flow_runs run
                       left join flows flow on flow.workspace_id = run.workspace_id and flow.id = run.flow_id
                      where run.active = 1 and run.workspace_id = ",
                );
                query.push_bind(workspace_id).push(" and run.conversation_id");
                query.push_ids(ids.iter().map(|id| id.uuid()));
            }
        )?;
        found.extend(rows.into_iter().map(|row| (row.conversation_id, row)));
    }
    Ok(found)
}

impl WorkspaceTx<'_> {
    /// Writes down which step sent a message. False when that effect was done before.
    pub async fn note_flow_message(&mut self, sent: &FlowMessage, flow_token: Option<&str>) -> Result<bool> {
        let workspace_id = self.id();
        let new = execute!(
            self,
            "insert into flow_messages (workspace_id, message_id, run_id, flow_id, step, key, flow_token) values ($1, $2, $3, $4, $5, $6, $7)
             on conflict do nothing",
            workspace_id,
            sent.message_id,
            sent.run_id,
            sent.flow_id,
            sent.step,
            sent.key.as_str(),
            flow_token
        )?;
        Ok(new > 0)
    }
}
