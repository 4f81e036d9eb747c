//! Who holds the pen: people take it and give it back, agents start a flow, a run is ended by hand.

use flow_engine::triggers::{Event, Trigger, form_problems};
use flow_engine::{Input, Verdict};
use model::{ConversationId, FlowId, RunId};
use serde_json::{Value, json};
use store::RunRow;

use super::Runs;
use super::turn::{Told, Turn};
use super::watches;
use crate::flows::Switch;
use crate::views::{ConversationView, FlowState, FlowView};
use crate::{Actor, Error, Result};

/// Runs looked up at once to be ended.
const AT_ONCE: i64 = 100;

impl Turn<'_, '_> {
    /// Gives the pen back to a run under the conversation's new epoch; without `resume` the run ends.
    pub(super) async fn give_back(&mut self, run: RunRow, epoch: i64, resume: bool) -> Result<()> {
        if resume {
            self.workspace.take_by_bot(self.conversation).await?;
        }
        let input = Input::Released {
            epoch: u64::try_from(epoch).unwrap_or_default(),
            resume,
        };
        let (verdict, run) = self.advance(run, &input).await?;
        if verdict == Verdict::Ignored && run.ended_at.is_none() {
            // It was never told that people took over, and is where it was: it only learns the new epoch.
            let taken = Input::TakenOver {
                epoch: u64::try_from(epoch).unwrap_or_default(),
            };
            let (_, run) = self.advance(run, &taken).await?;
            self.advance(run, &input).await?;
        }
        self.workspace.wake_busy_inputs(self.conversation).await?;
        self.told.news.conversations.push(self.conversation);
        Ok(())
    }
}

impl Runs<'_> {
    /// A person takes the pen: automation is silent from the commit on; at most one message may be on the wire.
    pub async fn take_over(&self, actor: &Actor, id: ConversationId) -> Result<ConversationView> {
        let mut tx = self.0.store().begin().await?;
        let mut told = Told::default();
        let mut workspace = tx.workspace(actor.workspace_id);
        workspace.lock_conversation(id).await?;
        if workspace.take_by_human(id).await? {
            let mut turn = Turn::new(self.0, &mut workspace, id, &mut told);
            if let Some(run) = turn.active().await? {
                let epoch = u64::try_from(turn.workspace.pen_epoch(id).await?).unwrap_or_default();
                turn.advance(run, &Input::TakenOver { epoch }).await?;
            }
            turn.told.news.conversations.push(id);
            workspace
                .append_audit(&actor.audit("conversation.taken_over", "conversation", id, json!({})))
                .await?;
        }
        self.finish(tx, actor, id, told).await
    }

    /// People give the pen back. The run that was stopped goes on where it was, or ends.
    pub async fn release(&self, actor: &Actor, id: ConversationId, resume: bool) -> Result<ConversationView> {
        let mut tx = self.0.store().begin().await?;
        let mut told = Told::default();
        let mut workspace = tx.workspace(actor.workspace_id);
        workspace.lock_conversation(id).await?;
        if let Some(epoch) = workspace.release_by_people(id).await? {
            let mut turn = Turn::new(self.0, &mut workspace, id, &mut told);
            match turn.active().await? {
                Some(run) => turn.give_back(run, epoch, resume).await?,
                None => turn.ended().await?,
            }
            turn.told.news.conversations.push(id);
            workspace
                .append_audit(&actor.audit("conversation.released", "conversation", id, json!({ "resume": resume })))
                .await?;
        }
        self.finish(tx, actor, id, told).await
    }

    async fn finish(&self, mut tx: store::Tx, actor: &Actor, id: ConversationId, told: Told) -> Result<ConversationView> {
        let mut workspace = tx.workspace(actor.workspace_id);
        let now = workspace.now();
        let view = ConversationView::of(workspace.get_conversation(id, Some(actor.user_id)).await?, now);
        super::runner::tell(&mut workspace, told.news, told.events).await?;
        tx.commit().await?;
        super::runner::show_typing(self.0, told.typing);
        Ok(view)
    }

    /// An agent starts a flow in a conversation. When people hold the pen they give it to the flow; a run under way ends.
    pub async fn start(&self, actor: &Actor, id: ConversationId, flow: FlowId, input: Value) -> Result<RunId> {
        let mut tx = self.0.store().begin().await?;
        let mut told = Told::default();
        let mut workspace = tx.workspace(actor.workspace_id);
        workspace.lock_conversation(id).await?;
        let not_live = || Error::conflict("flow.not_live", "This flow is not live, so it cannot be started.").remedy("Publish it and switch it on.");
        let live = workspace.list_live_flows().await?;
        let live = live.into_iter().find(|live| live.flow_id == flow).ok_or_else(not_live)?;
        let ready = self.0.flow_cache().version(&mut workspace, flow, live.version).await?;
        if let Some(ready) = &ready {
            checked_form(ready, &input)?;
        }
        workspace.release_by_people(id).await?;
        let mut turn = Turn::new(self.0, &mut workspace, id, &mut told);
        turn.cancel_all("A person started another flow.").await?;
        let event = Event::Manual {
            label: live.name.clone(),
            input,
        };
        let run = turn.open(flow, live.version, event.scope()).await?;
        workspace
            .append_audit(&actor.audit("run.started", "run", run.id, json!({ "flow_id": flow, "conversation_id": id })))
            .await?;
        self.finish(tx, actor, id, told).await?;
        Ok(run.id)
    }

    /// Ends every run of a flow that is under way, each in a transaction of its own. Gives how many.
    pub async fn cancel_all_of(&self, actor: &Actor, flow: FlowId) -> Result<u64> {
        let (mut ended, mut after) = (0, None);
        loop {
            let workspace = self.0.store().workspace(actor.workspace_id);
            let page = workspace.list_runs_under_way(flow, after, AT_ONCE).await?;
            let Some((last, _)) = page.last() else { return Ok(ended) };
            after = Some(*last);
            for (run, _) in page {
                self.cancel(actor, run).await?;
                ended += 1;
            }
        }
    }

    /// Switches a flow off and ends its runs.
    pub async fn stop_flow(&self, actor: &Actor, flow: FlowId) -> Result<FlowView> {
        let view = self.0.flows().switch(actor, flow, Switch::Off).await?;
        if self.cancel_all_of(actor, flow).await? == 0 {
            return Ok(view);
        }
        self.0.flows().get(actor.workspace_id, flow).await
    }

    /// Removes a flow; with `cancel_runs` those under way end, else they keep it.
    pub async fn delete_flow(&self, actor: &Actor, flow: FlowId, cancel_runs: bool) -> Result<()> {
        if cancel_runs {
            // First nothing more may start.
            if self.0.flows().get(actor.workspace_id, flow).await?.state == FlowState::Live {
                self.0.flows().switch(actor, flow, Switch::Off).await?;
            }
            self.cancel_all_of(actor, flow).await?;
        }
        self.0.flows().delete(actor, flow).await
    }

    /// Ends a run by hand.
    pub async fn cancel(&self, actor: &Actor, id: RunId) -> Result<()> {
        let mut tx = self.0.store().begin().await?;
        let mut told = Told::default();
        let mut workspace = tx.workspace(actor.workspace_id);
        let conversation = workspace.get_run(id).await?.conversation_id;
        workspace.lock_conversation(conversation).await?;
        let run = workspace.get_run(id).await?;
        if run.ended_at.is_some() {
            return Ok(());
        }
        let mut turn = Turn::new(self.0, &mut workspace, conversation, &mut told);
        turn.cancel(run, "A person ended it.").await?;
        workspace
            .append_audit(&actor.audit("run.cancelled", "run", id, json!({ "conversation_id": conversation })))
            .await?;
        self.finish(tx, actor, conversation, told).await?;
        Ok(())
    }
}

/// What a person filled in fits the form of a manual trigger; of several, one. A flow without such a trigger takes what a program gives it.
fn checked_form(flow: &flow_engine::Flow, input: &Value) -> Result<()> {
    let forms = watches::triggers(flow).iter().filter_map(|trigger| match trigger {
        Trigger::Manual { form, .. } => Some(form),
        _ => None,
    });
    let mut wrong = None;
    for form in forms {
        match form_problems(form, input).into_iter().next() {
            None => return Ok(()),
            Some(problem) => wrong = wrong.or(Some(problem)),
        }
    }
    match wrong {
        None => Ok(()),
        Some(problem) => Err(Error::invalid("/input", "invalid_value", format!("{problem}."))),
    }
}
