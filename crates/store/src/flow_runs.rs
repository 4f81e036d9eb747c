//! Runs of flows: what a run is, its trail, what it sent, and what happened that is for it to look at.

use model::{ContactId, ConversationId, FlowId, RunId, Timestamp, WorkspaceId};

use crate::db::{Connection, execute, fetch_all, fetch_optional, row};
use crate::instance::RESTORED_AT;
use crate::reads::reads;
use crate::{Error, Result, System, WorkspaceTx};

mod facts;
mod inputs;
mod list;
mod live;
mod pen;
mod sent;
mod settings;
mod steps;
mod turns;

pub use facts::FlowFacts;
pub use inputs::{FlowInput, InputEnd, NewFlowInput};
pub use list::{RunFilter, RunListRow};
pub use live::LiveFlow;
pub use sent::{FlowMessage, HeldBy};
pub(crate) use sent::{holding, of_messages};
pub use settings::FlowSettingsRow;
pub use steps::{NewStep, StepCount, StepRow};

row! {
    /// A run as it is stored.
    #[derive(PartialEq, Eq)]
    pub struct RunRow {
        /// Its id.
        pub id: RunId,
        /// The flow it began in.
        pub flow_id: FlowId,
        /// Which version of it.
        pub version: i64,
        /// The thread it speaks in.
        pub conversation_id: ConversationId,
        /// 1: it is the one that goes on in its thread; 0: it is over, set aside, or waits for its turn.
        pub active: i64,
        /// `new`, `asking`, `waiting`, `paused` or `ended`.
        pub status: String,
        /// `done`, `failed`, `handed_off` or `cancelled`, once it is over.
        pub result: Option<String>,
        /// The author's word for how it ended.
        pub outcome: String,
        /// The node it stands at; empty when at none.
        pub node: String,
        /// The pen's epoch under which it may act.
        pub epoch: i64,
        /// Steps so far.
        pub steps: i64,
        /// What started it: `message`, `api` …
        pub trigger_kind: String,
        /// What went wrong last.
        pub problem: Option<String>,
        /// When the clock wakes it.
        pub wake_at: Option<Timestamp>,
        /// `never`, `after_close`, or minutes of rest after which it goes on without being given the pen.
        pub resume: String,
        /// The whole run, JSON.
        pub run: String,
        /// When it began.
        pub started_at: Timestamp,
        /// When it last moved.
        pub updated_at: Timestamp,
        /// When it ended.
        pub ended_at: Option<Timestamp>,
    }
}

row! {
    /// A run whose time has come.
    #[derive(PartialEq, Eq)]
    pub struct DueRun {
        /// The tenant.
        pub workspace_id: WorkspaceId,
        /// Its id.
        pub id: RunId,
        /// Its thread.
        pub conversation_id: ConversationId,
    }
}

macro_rules! select_run {
    ($rest:literal) => {
        concat!(
            "select id, flow_id, version, conversation_id, active, status, result, outcome, node, epoch, steps, trigger_kind, problem, wake_at, resume,
                    run, started_at, updated_at, ended_at
               from flow_runs ",
            $rest
        )
    };
}

reads! {
    /// One run.
    fn get_run(id: RunId) -> RunRow = get;
    /// The run that goes on in a thread.
    fn find_active_run(conversation_id: ConversationId) -> Option<RunRow> = find_active;
}

async fn get(connection: &mut Connection<'_>, workspace_id: WorkspaceId, id: RunId) -> Result<RunRow> {
    fetch_optional!(connection, RunRow, select_run!("where workspace_id = $1 and id = $2"), workspace_id, id)?.ok_or(Error::NotFound("run"))
}

async fn find_active(connection: &mut Connection<'_>, workspace_id: WorkspaceId, conversation_id: ConversationId) -> Result<Option<RunRow>> {
    fetch_optional!(
        connection,
        RunRow,
        select_run!("where workspace_id = $1 and conversation_id = $2 and active = 1"),
        workspace_id,
        conversation_id
    )
}

impl WorkspaceTx<'_> {
    /// Runs of a thread that wait for their turn: set aside for another (last first), then queued (first first).
    pub async fn list_resting_runs(&mut self, conversation_id: ConversationId) -> Result<Vec<RunRow>> {
        let workspace_id = self.id();
        let mut rows: Vec<RunRow> = fetch_all!(
            self,
            RunRow,
            select_run!("where workspace_id = $1 and conversation_id = $2 and active = 0 and ended_at is null order by started_at, id limit 50"),
            workspace_id,
            conversation_id
        )?;
        let mut queued: Vec<RunRow> = rows.extract_if(.., |run| run.status == "new").collect();
        rows.reverse();
        rows.append(&mut queued);
        Ok(rows)
    }

    /// Stores a run as it is now; [`Error::Duplicate`] when its thread has another that goes on.
    pub async fn put_run(&mut self, run: &RunRow) -> Result<()> {
        let (workspace_id, now) = (self.id(), self.now());
        execute!(
            self,
            "insert into flow_runs (workspace_id, id, flow_id, version, conversation_id, active, status, result, outcome, node, epoch, steps,
                                    trigger_kind, problem, wake_at, resume, run, started_at, updated_at, ended_at)
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20)
             on conflict (workspace_id, id) do update
                set active = excluded.active, status = excluded.status, result = excluded.result, outcome = excluded.outcome, node = excluded.node,
                    epoch = excluded.epoch, steps = excluded.steps, problem = excluded.problem, wake_at = excluded.wake_at, resume = excluded.resume,
                    run = excluded.run, updated_at = excluded.updated_at, ended_at = excluded.ended_at, ask_until = 0",
            workspace_id,
            run.id,
            run.flow_id,
            run.version,
            run.conversation_id,
            run.active,
            run.status.as_str(),
            run.result.as_deref(),
            run.outcome.as_str(),
            run.node.as_str(),
            run.epoch,
            run.steps,
            run.trigger_kind.as_str(),
            run.problem.as_deref(),
            run.wake_at,
            run.resume.as_str(),
            run.run.as_str(),
            run.started_at,
            now,
            run.ended_at
        )?;
        let committed = self.committed();
        committed.flows |= run.active == 1 && run.status == "asking";
        Ok(())
    }

    /// Lets the clock look at a run at another time, or never.
    pub async fn set_wake(&mut self, id: RunId, wake_at: Option<Timestamp>) -> Result<()> {
        let workspace_id = self.id();
        execute!(
            self,
            "update flow_runs set wake_at = $3 where workspace_id = $1 and id = $2",
            workspace_id,
            id,
            wake_at
        )?;
        Ok(())
    }

    /// Sets a run aside: another may go on in its thread.
    pub async fn rest_run(&mut self, id: RunId) -> Result<()> {
        let workspace_id = self.id();
        execute!(
            self,
            "update flow_runs set active = 0, wake_at = null where workspace_id = $1 and id = $2",
            workspace_id,
            id
        )?;
        Ok(())
    }

    /// Takes the question of a run for as long as `until`; false when it is none any more, or somebody else is at it.
    pub async fn hold_question(&mut self, id: RunId, until: Timestamp) -> Result<bool> {
        let (workspace_id, now) = (self.id(), self.now());
        let held = execute!(
            self,
            "update flow_runs set ask_until = $3
              where workspace_id = $1 and id = $2 and active = 1 and status = 'asking' and ask_until <= $4",
            workspace_id,
            id,
            until,
            now
        )?;
        Ok(held > 0)
    }

    /// The thread with a contact; of several, on more than one number, the one that was written in last.
    pub async fn find_conversation_of(&mut self, contact: ContactId) -> Result<Option<ConversationId>> {
        let workspace_id = self.id();
        let found: Option<(ConversationId,)> = fetch_optional!(
            self,
            (ConversationId,),
            "select id from conversations where workspace_id = $1 and contact_id = $2 order by last_message_at desc, id desc limit 1",
            workspace_id,
            contact
        )?;
        Ok(found.map(|(id,)| id))
    }

    /// Whom a thread is with.
    pub async fn contact_of_conversation(&mut self, id: ConversationId) -> Result<Option<ContactId>> {
        let workspace_id = self.id();
        let found: Option<(ContactId,)> = fetch_optional!(
            self,
            (ContactId,),
            "select contact_id from conversations where workspace_id = $1 and id = $2",
            workspace_id,
            id
        )?;
        Ok(found.map(|(id,)| id))
    }
}

impl System<'_> {
    /// Runs that the clock wakes now, longest due first. None after a restore, until an operator says that timers may run. `flow_runs_due` gives the order.
    pub async fn list_due_runs(&self, limit: i64) -> Result<Vec<DueRun>> {
        let now = self.store().now();
        fetch_all!(
            self,
            DueRun,
            "/* across tenants: the clock is everybody's */
             select workspace_id, id, conversation_id from flow_runs
              where active = 1 and wake_at is not null and wake_at <= $1 and not exists (select 1 from instance_settings where key = $2)
              order by wake_at limit $3",
            now,
            RESTORED_AT,
            limit
        )
    }

    /// Runs whose question nobody is at, longest first. `flow_runs_asking` gives the order.
    pub async fn list_asking_runs(&self, limit: i64) -> Result<Vec<DueRun>> {
        let now = self.store().now();
        fetch_all!(
            self,
            DueRun,
            "/* across tenants: whoever is free asks */
             select workspace_id, id, conversation_id from flow_runs
              where active = 1 and status = 'asking' and ask_until <= $1 and not exists (select 1 from instance_settings where key = $2)
              order by ask_until limit $3",
            now,
            RESTORED_AT,
            limit
        )
    }
}
