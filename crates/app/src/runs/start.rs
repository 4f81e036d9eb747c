//! How a run starts, what becomes of one that is under way then, and what goes on when one ends.

use flow_engine::triggers::{self, Decision, Event};
use flow_engine::{Flow, FlowRef, Input, Run};
use model::{FlowId, RunId};
use serde_json::Value;
use store::RunRow;

use super::sprint;
use super::turn::Turn;
use crate::Result;

/// Runs that may wait for their turn in one conversation; more are not begun.
const MOST_WAITING: usize = 10;

impl Turn<'_, '_> {
    /// Starts the flow that an event starts, if there is one; `only` this, when it is named.
    pub(super) async fn start_by(&mut self, event: &Event, only: Option<FlowId>, active: Option<RunRow>) -> Result<()> {
        let mut live = self.app.flow_cache().live(self.workspace).await?;
        live.retain(|(live, _)| only.is_none_or(|only| live.flow_id == only));
        let known = self.known(active.as_ref().map(|run| run.id)).await?;
        let flows: Vec<&Flow> = live.iter().map(|(_, flow)| &**flow).collect();
        let Some((place, found)) = triggers::choose(flows.iter().copied(), event, &known.facts) else {
            return Ok(());
        };
        let chosen = &live[place].0;
        self.begin(chosen.flow_id, chosen.version, found.scope, active).await.map(|_| ())
    }

    /// The run under way ends, and this flow starts.
    pub(super) async fn replace_by(&mut self, flow: FlowId, event: &Event) -> Result<()> {
        let Some(version) = self.workspace.find_live_version(flow).await? else {
            return Ok(());
        };
        if let Some(active) = self.active().await? {
            self.cancel_for_another(active).await?;
        }
        self.open(flow, version, event.scope()).await.map(|_| ())
    }

    /// Starts a flow as the one under way decides. Gives the run, unless the one under way goes on instead.
    pub(super) async fn begin(&mut self, flow: FlowId, version: i64, scope: Value, active: Option<RunRow>) -> Result<Option<RunRow>> {
        let Some(active) = active else {
            return self.open(flow, version, scope).await.map(Some);
        };
        let under_way = self.app.flow_cache().version(self.workspace, active.flow_id, active.version).await?;
        match triggers::decide(under_way.as_deref()) {
            Decision::Ignore => Ok(None),
            Decision::Queue => self.queue(flow, version, scope).await,
            // A flow that cannot be read any more holds up nobody.
            Decision::Start | Decision::Replace => {
                self.cancel_for_another(active).await?;
                self.open(flow, version, scope).await.map(Some)
            }
            Decision::InterruptAndResume => {
                if self.workspace.list_resting_runs(self.conversation).await?.len() >= MOST_WAITING {
                    return Ok(None);
                }
                self.set_aside(active).await?;
                self.open(flow, version, scope).await.map(Some)
            }
        }
    }

    /// Ends a run without letting the next of those that wait begin.
    async fn cancel_for_another(&mut self, active: RunRow) -> Result<()> {
        self.taking_turns = false;
        let cancelled = self.cancel(active, "Another flow took its place.").await;
        self.taking_turns = true;
        cancelled.map(|_| ())
    }

    async fn set_aside(&mut self, mut active: RunRow) -> Result<()> {
        let epoch = self.workspace.pen_epoch(self.conversation).await?;
        let input = Input::TakenOver {
            epoch: u64::try_from(epoch).unwrap_or_default(),
        };
        active.active = 0;
        active.wake_at = None;
        let (_, active) = self.advance(active, &input).await?;
        self.workspace.rest_run(active.id).await?;
        Ok(())
    }

    fn fresh(&mut self, flow: FlowId, version: i64, scope: Value, epoch: u64) -> Run {
        let now = self.workspace.now();
        Run::new(
            self.next_run.take().unwrap_or_else(RunId::new).to_string(),
            FlowRef::new(flow.to_string(), version.to_string()),
            scope,
            epoch,
            now,
        )
    }

    async fn queue(&mut self, flow: FlowId, version: i64, scope: Value) -> Result<Option<RunRow>> {
        if self.workspace.list_resting_runs(self.conversation).await?.len() >= MOST_WAITING {
            return Ok(None);
        }
        let run = self.fresh(flow, version, scope, 0);
        let row = sprint::begun(&run, flow, version, self.conversation, false);
        self.workspace.put_run(&row).await?;
        sprint::tell(self, &row)?;
        Ok(Some(row))
    }

    /// Starts a flow now: automation takes the pen.
    pub(super) async fn open(&mut self, flow: FlowId, version: i64, scope: Value) -> Result<RunRow> {
        self.workspace.take_by_bot(self.conversation).await?;
        let epoch = u64::try_from(self.workspace.pen_epoch(self.conversation).await?).unwrap_or_default();
        let run = self.fresh(flow, version, scope, epoch);
        let row = sprint::begun(&run, flow, version, self.conversation, true);
        Ok(self.advance(row, &Input::Start).await?.1)
    }

    /// A run has ended: one that was set aside goes on, else one that was queued starts, else automation leaves the pen.
    pub(super) async fn ended(&mut self) -> Result<()> {
        if !self.taking_turns {
            return Ok(());
        }
        let known = self.known(None).await?;
        if !super::facts::held_by_people(&known.row)
            && let Some(next) = self.workspace.list_resting_runs(self.conversation).await?.into_iter().next()
        {
            return self.go_on(next, known.row.holder_epoch).await;
        }
        self.workspace.leave_by_bot(self.conversation).await?;
        self.told.news.conversations.push(self.conversation);
        Ok(())
    }

    async fn go_on(&mut self, mut next: RunRow, epoch: i64) -> Result<()> {
        let epoch = u64::try_from(epoch).unwrap_or_default();
        next.active = 1;
        let input = if next.status == "new" {
            if let Ok(mut run) = serde_json::from_str::<Run>(&next.run) {
                run.epoch = epoch;
                next.run = serde_json::to_string(&run).expect("a run is plain JSON");
            }
            Input::Start
        } else {
            Input::Released { epoch, resume: true }
        };
        // Rows behind it wait for its end in turn, so this goes no deeper than there are rows.
        Box::pin(self.advance(next, &input)).await.map(|_| ())
    }
}
