//! What live flows wait for besides messages: clocks, doors and news. Made from the live version by a worker, since only the engine can read a graph.

use model::{FlowId, RunId, Timestamp, WorkspaceId};
use uuid::Uuid;

use crate::db::{Connection, build_execute, execute, fetch_all, fetch_one, fetch_optional, row};
use crate::instance::RESTORED_AT;
use crate::reads::reads;
use crate::{Result, System, WorkspaceTx};

mod rounds;

pub use rounds::{AudienceRow, Rested, Unread};

row! {
    /// Something a live flow waits for.
    #[derive(PartialEq, Eq)]
    pub struct FlowWatch {
        /// The tenant.
        pub workspace_id: WorkspaceId,
        /// The flow.
        pub flow_id: FlowId,
        /// `renew`, `schedule`, `idle`, `unread`, `webhook` or `status`.
        pub kind: String,
        /// Tells it from others of its kind in the flow: a schedule's name, the hash of a door's path, `delivered`, `90` …
        pub name: String,
        /// Minutes or hours, where there are some.
        pub amount: i64,
        /// When the clock looks at it next.
        pub due_at: Option<Timestamp>,
        /// How far the clock's work has come: the moment.
        pub mark_at: Option<Timestamp>,
        /// How far the clock's work has come: the row at that moment.
        pub mark_id: Option<Uuid>,
    }
}

/// What a live version waits for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewFlowWatch {
    /// As [`FlowWatch::kind`], but never `renew`.
    pub kind: &'static str,
    /// As [`FlowWatch::name`].
    pub name: String,
    /// Minutes or hours, where there are some.
    pub amount: i64,
    /// When the clock looks at it next.
    pub due_at: Option<Timestamp>,
    /// From which moment on things count that it has not looked at before.
    pub mark_at: Option<Timestamp>,
}

macro_rules! select_watch {
    ($rest:literal) => {
        concat!(
            "select workspace_id, flow_id, kind, name, amount, due_at, mark_at, mark_id from flow_watches ",
            $rest
        )
    };
}

reads! {
    /// Everything a flow waits for besides messages.
    fn list_flow_watches(flow: FlowId) -> Vec<FlowWatch> = of_flow;
}

async fn of_flow(connection: &mut Connection<'_>, workspace_id: WorkspaceId, flow: FlowId) -> Result<Vec<FlowWatch>> {
    fetch_all!(
        connection,
        FlowWatch,
        select_watch!("where workspace_id = $1 and flow_id = $2 order by kind, name"),
        workspace_id,
        flow
    )
}

impl WorkspaceTx<'_> {
    /// What a flow waits for may have changed: a worker looks at it after the commit.
    pub(crate) async fn renew_flow_watches(&mut self, flow: FlowId) -> Result<()> {
        let (workspace_id, now) = (self.id(), self.now());
        execute!(
            self,
            "insert into flow_watches (workspace_id, flow_id, kind, name, due_at) values ($1, $2, 'renew', '', $3)
             on conflict (workspace_id, flow_id, kind, name) do update set due_at = excluded.due_at",
            workspace_id,
            flow,
            now
        )?;
        self.committed().flows = true;
        Ok(())
    }

    /// The workspace's clock is another: schedules of its flows are read anew.
    pub async fn renew_flow_schedules(&mut self) -> Result<()> {
        let (workspace_id, now) = (self.id(), self.now());
        let renewed = execute!(
            self,
            "insert into flow_watches (workspace_id, flow_id, kind, name, due_at)
             select distinct workspace_id, flow_id, 'renew', '', cast($2 as bigint) from flow_watches where workspace_id = $1 and kind = 'schedule'
             on conflict (workspace_id, flow_id, kind, name) do update set due_at = excluded.due_at",
            workspace_id,
            now
        )?;
        self.committed().flows |= renewed > 0;
        Ok(())
    }

    /// Takes a watch for this transaction; nothing when it is gone, not due, or another node is at it.
    pub async fn take_flow_watch(&mut self, flow: FlowId, kind: &str, name: &str) -> Result<Option<FlowWatch>> {
        let (workspace_id, now) = (self.id(), self.now());
        let statement = if self.store().is_shared() {
            select_watch!("where workspace_id = $1 and flow_id = $2 and kind = $3 and name = $4 and due_at <= $5 for update skip locked")
        } else {
            select_watch!("where workspace_id = $1 and flow_id = $2 and kind = $3 and name = $4 and due_at <= $5")
        };
        fetch_optional!(self, FlowWatch, statement, workspace_id, flow, kind, name, now)
    }

    /// Makes a flow wait for these and nothing else. What it waited for before stays as far as its clock had come; schedules that are not being handed out get
    /// their new time.
    pub async fn put_flow_watches(&mut self, flow: FlowId, watches: &[NewFlowWatch]) -> Result<()> {
        let (workspace_id, now) = (self.id(), self.now());
        for old in self.list_flow_watches(flow).await? {
            if !watches.iter().any(|new| new.kind == old.kind && new.name == old.name) {
                self.drop_flow_watch(flow, &old.kind, &old.name).await?;
            }
        }
        for watches in watches.chunks(100) {
            build_execute!(self, |query| {
                query.push("insert into flow_watches (workspace_id, flow_id, kind, name, amount, due_at, mark_at) ");
                query.push_values(watches, |mut values, watch| {
                    values
                        .push_bind(workspace_id)
                        .push_bind(flow)
                        .push_bind(watch.kind)
                        .push_bind(watch.name.as_str());
                    values.push_bind(watch.amount).push_bind(watch.due_at).push_bind(watch.mark_at);
                });
                // A moment that has come is handed out, whatever the clock says now.
                query
                    .push(
                        " on conflict (workspace_id, flow_id, kind, name) do update
                             set amount = excluded.amount,
                                 due_at = case when flow_watches.kind = 'schedule' and (flow_watches.mark_at is not null or flow_watches.due_at <= ",
                    )
                    .push_bind(now)
                    .push(") then flow_watches.due_at else excluded.due_at end");
            })?;
        }
        Ok(())
    }

    /// Whose flow a door leads to, by the hash of its secret path; of any workspace, since paths are unique among all.
    pub async fn find_flow_door(&mut self, hash: &str) -> Result<Option<(WorkspaceId, FlowId)>> {
        fetch_optional!(
            self,
            (WorkspaceId, FlowId),
            "/* across tenants: a secret path leads to one flow */ select workspace_id, flow_id from flow_watches where kind = 'webhook' and name = $1",
            hash
        )
    }

    /// A flow does not wait for this any more.
    pub async fn drop_flow_watch(&mut self, flow: FlowId, kind: &str, name: &str) -> Result<()> {
        let workspace_id = self.id();
        execute!(
            self,
            "delete from flow_watches where workspace_id = $1 and flow_id = $2 and kind = $3 and name = $4",
            workspace_id,
            flow,
            kind,
            name
        )?;
        Ok(())
    }

    /// How far the clock's work on a watch has come, and when it goes on; nothing: never.
    pub async fn move_flow_watch(&mut self, watch: &FlowWatch) -> Result<()> {
        execute!(
            self,
            "update flow_watches set due_at = $5, mark_at = $6, mark_id = $7 where workspace_id = $1 and flow_id = $2 and kind = $3 and name = $4",
            watch.workspace_id,
            watch.flow_id,
            watch.kind.as_str(),
            watch.name.as_str(),
            watch.due_at,
            watch.mark_at,
            watch.mark_id
        )?;
        Ok(())
    }

    /// Takes a key that starts something once. Gives the run that was asked for with it before; nothing when it is new, which is then `run`'s.
    pub async fn take_flow_key(&mut self, key: &str, run: RunId) -> Result<Option<RunId>> {
        let (workspace_id, now) = (self.id(), self.now());
        let taken = execute!(
            self,
            "insert into flow_keys (workspace_id, key, run_id, created_at) values ($1, $2, $3, $4) on conflict do nothing",
            workspace_id,
            key,
            run,
            now
        )?;
        if taken > 0 {
            return Ok(None);
        }
        let (before,): (Option<RunId>,) = fetch_one!(
            self,
            (Option<RunId>,),
            "select run_id from flow_keys where workspace_id = $1 and key = $2",
            workspace_id,
            key
        )?;
        // A version before this one kept keys without their runs.
        Ok(Some(before.unwrap_or(run)))
    }
}

impl System<'_> {
    /// Watches the clock should look at now, longest due first. None after a restore, until an operator says that timers may run.
    pub async fn list_due_watches(&self, limit: i64) -> Result<Vec<FlowWatch>> {
        let now = self.store().now();
        fetch_all!(
            self,
            FlowWatch,
            "/* across tenants: the clock is everybody's */
             select workspace_id, flow_id, kind, name, amount, due_at, mark_at, mark_id from flow_watches
              where due_at is not null and due_at <= $1 and not exists (select 1 from instance_settings where key = $2)
              order by due_at limit $3",
            now,
            RESTORED_AT,
            limit
        )
    }

    /// Whose flow a door leads to, by the hash of its secret path.
    pub async fn find_flow_door(&self, hash: &str) -> Result<Option<(WorkspaceId, FlowId)>> {
        fetch_optional!(
            self,
            (WorkspaceId, FlowId),
            "/* across tenants: the secret path says which */ select workspace_id, flow_id from flow_watches where kind = 'webhook' and name = $1",
            hash
        )
    }
}
