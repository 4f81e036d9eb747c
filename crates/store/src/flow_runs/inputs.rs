//! What happened and is for flows to look at: written where it happened, taken in order, a conversation's one after the other.

use model::{ConversationId, FlowInputId, MessageId, Timestamp, WorkspaceId};

use crate::db::{Rows as _, build_all, build_execute, execute, fetch_all, fetch_one, fetch_optional, row};
use crate::instance::RESTORED_AT;
use crate::{Result, System, SystemTx, WorkspaceTx};

/// Something that happened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewFlowInput {
    /// In which thread.
    pub conversation_id: ConversationId,
    /// `message`, `taken_over` …
    pub kind: &'static str,
    /// What is to be known about it, JSON.
    pub payload: String,
    /// Tells it from its repetitions: the same is written once.
    pub key: Option<String>,
}

row! {
    /// Something that happened, to be looked at now.
    pub struct FlowInput {
        /// The tenant.
        pub workspace_id: WorkspaceId,
        /// Its id; earlier things have smaller ones.
        pub id: FlowInputId,
        /// In which thread.
        pub conversation_id: ConversationId,
        /// `message`, `taken_over` …
        pub kind: String,
        /// What is to be known about it, JSON.
        pub payload: String,
        /// How often it was tried before.
        pub attempts: i64,
        /// When it happened.
        pub created_at: Timestamp,
    }
}

/// What becomes of an input.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum InputEnd {
    /// A run took it, or nobody wants it.
    Taken,
    /// The run in its thread waits for an answer from outside: afterwards.
    Busy,
    /// It could not be worked on: again then.
    Again {
        /// Not before.
        at: Timestamp,
        /// Why.
        error: String,
    },
    /// It could not be worked on, for good.
    Dead {
        /// Why.
        error: String,
    },
}

macro_rules! claim {
    ($lock:literal) => {
        concat!(
            "/* across tenants: whoever is free works */
             select workspace_id, id, conversation_id, kind, payload, attempts, created_at
               from flow_inputs due
              where due.state = 'ready' and due.due_at <= $1 and not exists (select 1 from instance_settings where key = $2)
                and not exists (select 1 from flow_inputs older
                                 where older.workspace_id = due.workspace_id and older.conversation_id = due.conversation_id
                                   and older.state = 'ready' and older.id < due.id)
              order by due.due_at, due.id limit $3 ",
            $lock
        )
    };
}

impl WorkspaceTx<'_> {
    /// Writes down what happened.
    pub async fn add_flow_inputs(&mut self, inputs: &[NewFlowInput]) -> Result<()> {
        let (workspace_id, now) = (self.id(), self.now());
        for inputs in inputs.chunks(500) {
            build_execute!(self, |query| {
                query.push("insert into flow_inputs (workspace_id, id, conversation_id, kind, payload, key, due_at, created_at) ");
                query.push_values(inputs, |mut values, input| {
                    values
                        .push_bind(workspace_id)
                        .push_bind(FlowInputId::new())
                        .push_bind(input.conversation_id);
                    values
                        .push_bind(input.kind)
                        .push_bind(input.payload.as_str())
                        .push_bind(input.key.as_deref());
                    values.push_bind(now).push_bind(now);
                });
                query.push(" on conflict do nothing");
            })?;
        }
        self.committed().flows |= !inputs.is_empty();
        Ok(())
    }

    /// Writes down an event that may start a flow, where the workspace has any. False when there are none.
    pub async fn add_flow_event(&mut self, conversation_id: ConversationId, payload: &str) -> Result<bool> {
        let (workspace_id, now) = (self.id(), self.now());
        let added = execute!(
            self,
            "insert into flow_inputs (workspace_id, id, conversation_id, kind, payload, due_at, created_at)
             select $1, $3, thread.id, 'event', $4, $5, $5
               from conversations thread
              where thread.workspace_id = $1 and thread.id = $2 and exists (select 1 from flows where flows.workspace_id = $1)",
            workspace_id,
            conversation_id,
            FlowInputId::new(),
            payload,
            now
        )?;
        self.committed().flows |= added > 0;
        Ok(added > 0)
    }

    /// Writes down what became of messages (with Meta's code, when it has one), where a run that sent one is still under way; others want no such news.
    pub async fn add_flow_statuses(&mut self, news: &[(MessageId, &str, Option<i64>)]) -> Result<()> {
        let workspace_id = self.id();
        for news in news.chunks(500) {
            let sent: Vec<(MessageId, ConversationId)> = build_all!(
                self,
                (MessageId, ConversationId),
                fixed | query | {
                    query.push(
                        "select sent.message_id, run.conversation_id
                           from flow_messages sent
                           join flow_runs run on run.workspace_id = sent.workspace_id and run.id = sent.run_id and run.active = 1
                          where sent.workspace_id = ",
                    );
                    query.push_bind(workspace_id).push(" and sent.message_id");
                    query.push_ids(news.iter().map(|(id, ..)| id.uuid()));
                }
            )?;
            let of = |id: MessageId| sent.iter().find(|(sent, _)| *sent == id).map(|(_, thread)| *thread);
            let inputs: Vec<NewFlowInput> = news
                .iter()
                .filter_map(|(id, status, code)| {
                    Some(NewFlowInput {
                        conversation_id: of(*id)?,
                        kind: "status",
                        payload: serde_json::json!({ "message_id": id, "status": status, "code": code }).to_string(),
                        key: Some(format!("{id}:{status}")),
                    })
                })
                .collect();
            if !inputs.is_empty() {
                self.add_flow_inputs(&inputs).await?;
            }
            self.add_status_events(news).await?;
        }
        Ok(())
    }

    /// What became of messages of people and programs, where a live flow starts by it. What flows send has its own ways out of its node, and must not go round
    /// in circles.
    async fn add_status_events(&mut self, news: &[(MessageId, &str, Option<i64>)]) -> Result<()> {
        let workspace_id = self.id();
        let watched: Vec<(String,)> = fetch_all!(
            self,
            (String,),
            "select distinct name from flow_watches where workspace_id = $1 and kind = 'status'",
            workspace_id
        )?;
        let wanted: Vec<&(MessageId, &str, Option<i64>)> = news
            .iter()
            .filter(|(_, status, _)| watched.iter().any(|(name,)| name == status))
            .collect();
        if wanted.is_empty() {
            return Ok(());
        }
        let threads: Vec<(MessageId, ConversationId)> = build_all!(
            self,
            (MessageId, ConversationId),
            fixed | query | {
                query.push("select id, conversation_id from messages where author_kind <> 'flow' and direction = 'outbound' and workspace_id = ");
                query.push_bind(workspace_id).push(" and id");
                query.push_ids(wanted.iter().map(|(id, ..)| id.uuid()));
            }
        )?;
        let inputs: Vec<NewFlowInput> = wanted
            .iter()
            .filter_map(|(id, status, _)| {
                let (_, thread) = threads.iter().find(|(known, _)| known == id)?;
                let event = serde_json::json!({ "type": "status", "message": id, "status": status });
                Some(NewFlowInput {
                    conversation_id: *thread,
                    kind: "event",
                    payload: serde_json::json!({ "event": event }).to_string(),
                    key: Some(format!("start:{id}:{status}")),
                })
            })
            .collect();
        self.add_flow_inputs(&inputs).await
    }

    /// How many things wait for flows to look at, counted up to `most`, whosever they are: the worker is everybody's.
    pub async fn count_flow_backlog(&mut self, most: i64) -> Result<i64> {
        let now = self.now();
        let (count,): (i64,) = fetch_one!(
            self,
            (i64,),
            "/* across tenants: whoever is free works */
             select count(*) from (select 1 from flow_inputs where state = 'ready' and due_at <= $1 limit $2) waiting",
            now,
            most
        )?;
        Ok(count)
    }

    /// Writes down what became of an input.
    pub async fn end_flow_input(&mut self, id: FlowInputId, end: &InputEnd) -> Result<()> {
        let workspace_id = self.id();
        let (state, at, error) = match end {
            InputEnd::Taken => {
                execute!(self, "delete from flow_inputs where workspace_id = $1 and id = $2", workspace_id, id)?;
                return Ok(());
            }
            InputEnd::Busy => ("busy", None, None),
            InputEnd::Again { at, error } => ("ready", Some(*at), Some(error.as_str())),
            InputEnd::Dead { error } => ("dead", None, Some(error.as_str())),
        };
        execute!(
            self,
            "update flow_inputs
                set state = $3, due_at = coalesce($4, due_at), error = $5, attempts = attempts + case when $5 is null then 0 else 1 end
              where workspace_id = $1 and id = $2",
            workspace_id,
            id,
            state,
            at,
            error
        )?;
        Ok(())
    }

    /// The run of a thread has its answer: what came meanwhile may be looked at.
    pub async fn wake_busy_inputs(&mut self, conversation_id: ConversationId) -> Result<()> {
        let (workspace_id, now) = (self.id(), self.now());
        let woken = execute!(
            self,
            "update flow_inputs set state = 'ready', due_at = $3 where workspace_id = $1 and conversation_id = $2 and state = 'busy'",
            workspace_id,
            conversation_id,
            now
        )?;
        self.committed().flows |= woken > 0;
        Ok(())
    }
}

impl SystemTx<'_> {
    /// Takes the oldest input of each of up to `limit` threads, for this transaction. Those another node is at are passed over.
    pub async fn claim_flow_inputs(&mut self, limit: i64) -> Result<Vec<FlowInput>> {
        let now = self.now();
        let statement = if self.store().is_shared() {
            claim!("for update of due skip locked")
        } else {
            claim!("")
        };
        fetch_all!(self, FlowInput, statement, now, RESTORED_AT, limit)
    }

    /// One input, if it is still to be looked at; for this transaction.
    pub async fn claim_flow_input(&mut self, workspace_id: WorkspaceId, id: FlowInputId) -> Result<Option<FlowInput>> {
        fetch_optional!(
            self,
            FlowInput,
            "select workspace_id, id, conversation_id, kind, payload, attempts, created_at
               from flow_inputs where workspace_id = $1 and id = $2 and state = 'ready'",
            workspace_id,
            id
        )
    }
}

impl System<'_> {
    /// Is there an input that may be looked at now, a run or a watch whose time has come, or a question nobody is at?
    pub async fn has_flow_work(&self) -> Result<bool> {
        let now = self.store().now();
        let found = fetch_optional!(
            self,
            (i64,),
            "/* across tenants: is there anything at all? */
             select cast(1 as bigint) from (select 1) one
              where not exists (select 1 from instance_settings where key = $2)
                and (exists (select 1 from flow_inputs where state = 'ready' and due_at <= $1)
                     or exists (select 1 from flow_runs where active = 1 and wake_at is not null and wake_at <= $1)
                     or exists (select 1 from flow_runs where active = 1 and status = 'asking' and ask_until <= $1)
                     or exists (select 1 from flow_watches where due_at is not null and due_at <= $1))",
            now,
            RESTORED_AT
        )?;
        Ok(found.is_some())
    }
}
