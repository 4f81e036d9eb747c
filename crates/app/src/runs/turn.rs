//! What becomes of something that happened in a conversation: the run under way takes it, or it starts one, or nobody wants it.

use flow_engine::run::Status;
use flow_engine::triggers::{Event, GlobalKeyword, GlobalKeywords};
use flow_engine::{Input, Run, Verdict};
use model::{ConversationId, FlowId, MessageId, RunId, WorkspaceId, WorkspaceSettings};
use serde::{Deserialize, Serialize};
use store::{FlowInput, NewEvent, RunRow, WorkspaceTx};

use super::facts::{self, Known, held_by_people};
use super::message::{self, Heard};
use super::{host, sprint};
use crate::announce::News;
use crate::{App, Error, Result};

/// What is told when the transaction ends.
#[derive(Debug, Default)]
pub(super) struct Told {
    pub(super) news: News,
    pub(super) events: Vec<NewEvent>,
    /// Messages under which typing shows once it is stored that a run wants so.
    pub(super) typing: Vec<(WorkspaceId, ConversationId, String)>,
}

/// One conversation's turn, inside a transaction.
pub(super) struct Turn<'t, 'w> {
    pub(super) app: &'t App,
    pub(super) workspace: &'t mut WorkspaceTx<'w>,
    pub(super) conversation: ConversationId,
    pub(super) read: host::Read,
    pub(super) told: &'t mut Told,
    /// When a run ends, the next of those that wait goes on.
    pub(super) taking_turns: bool,
    /// The id of the run that starts next.
    pub(super) next_run: Option<RunId>,
}

/// What became of an input.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Became {
    Done,
    /// The run waits for an answer from outside: give it again afterwards.
    Busy,
}

/// An event that may start a flow, as it is kept.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct KeptEvent {
    /// What happened.
    pub(crate) event: Event,
    /// The one flow it may start: its own clock went off, or its own door was knocked at.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) only: Option<FlowId>,
    /// The id its run gets, which somebody was told before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) run: Option<RunId>,
}

impl KeptEvent {
    /// Something that any flow may start by.
    pub(crate) fn of(event: Event) -> Self {
        Self {
            event,
            only: None,
            run: None,
        }
    }
}

#[derive(Deserialize)]
struct OfMessage {
    message_id: MessageId,
}

#[derive(Deserialize)]
struct OfStatus {
    message_id: MessageId,
    status: flow_engine::run::SentStatus,
    #[serde(default)]
    code: Option<i64>,
}

impl<'t, 'w> Turn<'t, 'w> {
    pub(super) fn new(app: &'t App, workspace: &'t mut WorkspaceTx<'w>, conversation: ConversationId, told: &'t mut Told) -> Self {
        Self {
            app,
            workspace,
            conversation,
            read: host::Read::default(),
            told,
            taking_turns: true,
            next_run: None,
        }
    }

    /// Works on one input. The conversation is locked.
    pub(super) async fn take(&mut self, input: &FlowInput) -> Result<Became> {
        let unreadable = |error: serde_json::Error| Error::internal(format!("an input of flows cannot be read: {error}"));
        match input.kind.as_str() {
            "message" => {
                let of: OfMessage = serde_json::from_str(&input.payload).map_err(unreadable)?;
                self.message(of.message_id).await
            }
            "status" => {
                let of: OfStatus = serde_json::from_str(&input.payload).map_err(unreadable)?;
                self.status(of).await
            }
            "taken_over" => self.taken_over().await.map(|()| Became::Done),
            "closed" => self.closed().await.map(|()| Became::Done),
            "event" => {
                let kept: KeptEvent = serde_json::from_str(&input.payload).map_err(unreadable)?;
                self.event(kept).await.map(|()| Became::Done)
            }
            // Of a later version, which may run beside this one, or of one before: nothing to do here.
            _ => Ok(Became::Done),
        }
    }

    pub(super) async fn active(&mut self) -> Result<Option<RunRow>> {
        Ok(self.workspace.find_active_run(self.conversation).await?)
    }

    pub(super) async fn known(&mut self, run: Option<RunId>) -> Result<Known> {
        let known = facts::read(self.workspace, self.conversation, run).await?;
        known.ok_or_else(|| Error::not_found("conversation.not_found", "There is no such conversation here."))
    }

    /// Gives a run an input and stores what it does. When it did nothing, the run comes back as it was.
    pub(super) async fn advance(&mut self, row: RunRow, input: &Input) -> Result<(Verdict, RunRow)> {
        let run: Run = serde_json::from_str(&row.run).map_err(|error| Error::internal(format!("a run cannot be read: {error}")))?;
        let known = self.known(Some(row.id)).await?;
        let sprint = host::advance(self.app, self.workspace, known.row.channel_id, &mut self.read, &known.facts, &run, input).await?;
        let (verdict, was_active) = (sprint.verdict, row.active == 1);
        if sprint.steps.is_empty() && sprint.effects.is_empty() && sprint.run == run {
            return Ok((verdict, row));
        }
        let row = sprint::keep(self, row, sprint).await?;
        if row.ended_at.is_some() && was_active {
            Box::pin(self.ended()).await?;
        }
        Ok((verdict, row))
    }

    async fn message(&mut self, id: MessageId) -> Result<Became> {
        let Some(heard) = message::read(self.workspace, id).await? else {
            return Ok(Became::Done);
        };
        let active = self.active().await?;
        let known = self.known(active.as_ref().map(|run| run.id)).await?;
        let (keywords, menu) = keywords(&known);
        // Words of a form or of a button are no keywords: they were ours.
        let word = (heard.message.kind == "text").then(|| keywords.find(&heard.message.text)).flatten();
        if word == Some(GlobalKeyword::Stop) {
            self.cancel_all("The customer asked for silence.").await?;
            return Ok(Became::Done);
        }
        if held_by_people(&known.row) {
            return Ok(Became::Done);
        }
        if word == Some(GlobalKeyword::Human) && (active.is_some() || !self.app.flow_cache().live(self.workspace).await?.is_empty()) {
            self.leave_to_people("The customer asked for a person.").await?;
            return Ok(Became::Done);
        }
        if word == Some(GlobalKeyword::Menu)
            && let Some(menu) = menu
        {
            let event = heard.event(self.workspace, self.conversation).await?;
            self.replace_by(menu, &event).await?;
            return Ok(Became::Done);
        }
        let Some(run) = active else {
            return self.trigger(&heard, None).await;
        };
        let flow = run.flow_id;
        let input = self.input_of(&heard, &run);
        let (verdict, run) = self.advance(run, &input).await?;
        match verdict {
            Verdict::Moved | Verdict::NotHolding => Ok(Became::Done),
            Verdict::Busy => Ok(Became::Busy),
            Verdict::Restart => {
                let event = heard.event(self.workspace, self.conversation).await?;
                self.replace_by(flow, &event).await?;
                Ok(Became::Done)
            }
            Verdict::Ignored => self.trigger(&heard, Some(run)).await,
        }
    }

    /// A form that this run sent is a submission; everything else is a message.
    fn input_of(&self, heard: &Heard, run: &RunRow) -> Input {
        match &heard.form {
            Some(form) if form.of.as_ref().is_some_and(|(of, _)| *of == run.id) => Input::Submission { data: form.data.clone() },
            _ => Input::Message(heard.message.clone()),
        }
    }

    async fn trigger(&mut self, heard: &Heard, active: Option<RunRow>) -> Result<Became> {
        // Reading when they wrote before costs a look into the thread: only where a flow may start.
        if self.workspace.list_live_flows().await?.is_empty() {
            return Ok(Became::Done);
        }
        let event = heard.event(self.workspace, self.conversation).await?;
        self.start_by(&event, None, active).await?;
        Ok(Became::Done)
    }

    async fn event(&mut self, kept: KeptEvent) -> Result<()> {
        let active = self.active().await?;
        let known = self.known(active.as_ref().map(|run| run.id)).await?;
        // What people do with a conversation may start a flow that works beside them: it notes, labels, closes; what it would say is refused.
        let beside_people = matches!(kept.event, Event::Conversation(_));
        if held_by_people(&known.row) && !beside_people {
            return Ok(());
        }
        self.next_run = kept.run;
        self.start_by(&kept.event, kept.only, active).await
    }

    async fn status(&mut self, of: OfStatus) -> Result<Became> {
        let sent = self.workspace.flow_messages(&[of.message_id]).await?.remove(&of.message_id);
        let (Some(sent), Some(run)) = (sent, self.active().await?) else {
            return Ok(Became::Done);
        };
        if run.id != sent.run_id {
            return Ok(Became::Done);
        }
        // News while a question is open is kept for the node that comes after it; those who do not wait for it let it go.
        if run.status == "asking" {
            return Ok(Became::Busy);
        }
        let input = Input::Status {
            key: sent.key,
            status: of.status,
            code: of.code,
        };
        self.advance(run, &input).await?;
        Ok(Became::Done)
    }

    async fn taken_over(&mut self) -> Result<()> {
        let Some(run) = self.active().await? else { return Ok(()) };
        let epoch = self.workspace.pen_epoch(self.conversation).await?;
        // Given back already, before this came to be looked at.
        if run.epoch >= epoch {
            return Ok(());
        }
        let epoch = u64::try_from(epoch).unwrap_or_default();
        self.advance(run, &Input::TakenOver { epoch }).await?;
        self.workspace.wake_busy_inputs(self.conversation).await?;
        Ok(())
    }

    /// The conversation was closed, which gives the pen back: runs that wait for that go on, others end.
    async fn closed(&mut self) -> Result<()> {
        let active = self.active().await?;
        if let Some(run) = active {
            let epoch = self.workspace.pen_epoch(self.conversation).await?;
            if run.epoch < epoch {
                let resume = run.resume != "never";
                self.give_back(run, epoch, resume).await?;
            }
        }
        let event = Event::Conversation(flow_engine::triggers::ConversationNews::Closed);
        self.event(KeptEvent::of(event)).await
    }

    /// The clock reached a run: its own time, or that a conversation with people has rested long enough.
    pub(super) async fn due(&mut self, id: RunId) -> Result<()> {
        let now = self.workspace.now();
        let Some(run) = self.active().await?.filter(|run| run.id == id) else {
            return Ok(());
        };
        if run.wake_at.is_none_or(|at| at > now) {
            return Ok(());
        }
        let known = self.known(Some(id)).await?;
        if run.epoch < known.row.holder_epoch {
            return self.due_with_people(run, &known).await;
        }
        let (verdict, run) = self.advance(run, &Input::Timer).await?;
        if verdict != Verdict::Moved && run.ended_at.is_none() {
            // Woken before its time, or paused: what it waits for sets its own time again.
            let own = serde_json::from_str::<Run>(&run.run)
                .ok()
                .and_then(|run| run.wake_at())
                .filter(|at| *at > now);
            self.workspace.set_wake(id, own).await?;
        }
        Ok(())
    }

    async fn due_with_people(&mut self, run: RunRow, known: &Known) -> Result<()> {
        let now = self.workspace.now();
        let state: Option<Run> = serde_json::from_str(&run.run).ok();
        let ends = state.as_ref().and_then(Run::wake_at).is_some_and(|at| at <= now);
        if ends {
            let reason = "Nobody gave the conversation back in time.".to_owned();
            self.advance(run, &Input::Cancel { reason }).await?;
            return Ok(());
        }
        let waits = matches!(state.map(|run| run.status), Some(Status::Waiting(_)));
        match sprint::rest_until(&run, known.row.last_message_at).filter(|_| waits) {
            Some(at) if at <= now => {
                let epoch = match self.workspace.release_by_people(self.conversation).await? {
                    Some(epoch) => epoch,
                    None => known.row.holder_epoch,
                };
                self.give_back(run, epoch, true).await
            }
            rest => Ok(self.workspace.set_wake(run.id, rest).await?),
        }
    }

    /// Every run of the conversation ends.
    pub(super) async fn cancel_all(&mut self, reason: &str) -> Result<()> {
        for resting in self.workspace.list_resting_runs(self.conversation).await? {
            self.cancel(resting, reason).await?;
        }
        if let Some(active) = self.active().await? {
            self.cancel(active, reason).await?;
        }
        Ok(())
    }

    pub(super) async fn cancel(&mut self, run: RunRow, reason: &str) -> Result<RunRow> {
        let reason = reason.to_owned();
        Ok(self.advance(run, &Input::Cancel { reason }).await?.1)
    }

    /// People take the conversation because the customer wants them.
    async fn leave_to_people(&mut self, note: &str) -> Result<()> {
        self.cancel_all(note).await?;
        self.workspace.hand_to_people(self.conversation).await?;
        let events = crate::notes::by_automation(self.workspace, self.conversation, note, &[]).await?;
        self.told.events.extend(events);
        self.told.news.conversations.push(self.conversation);
        Ok(())
    }
}

/// Words that come before any flow, as a workspace keeps them; what it did not choose is ours.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct KeywordSettings {
    pub(super) human: Option<Vec<String>>,
    pub(super) menu: Option<Vec<String>>,
    /// The flow that the menu's words start.
    pub(super) menu_flow: Option<model::FlowId>,
}

/// The workspace's words that come before any flow.
fn keywords(known: &Known) -> (GlobalKeywords, Option<model::FlowId>) {
    let own: KeywordSettings = serde_json::from_str(&known.row.keywords).unwrap_or_default();
    let house = GlobalKeywords::default();
    let words = GlobalKeywords {
        opt_out: WorkspaceSettings::from_stored(&known.row.settings).opt_out_words,
        human: own.human.unwrap_or(house.human),
        menu: own.menu.unwrap_or(house.menu),
    };
    (words, own.menu_flow)
}
