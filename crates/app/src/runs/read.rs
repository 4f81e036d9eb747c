//! Runs to be looked at: lists, one run, its trail, a replay on its own version or another, figures of a flow, a test made from a run.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use flow_engine::run::{Input, Opening, Status, WakeOn};
use flow_engine::{Flow, FlowRef, Run, Step, flow_test, replay};
use model::{FlowId, FlowTestId, MessageId, RunId, Timestamp, WorkspaceId};
use serde_json::json;
use store::{Limit, Page, RunFilter, RunListRow, Workspace};

use super::Runs;
use super::flows::ready;
use crate::views::{FlowStats, FlowSummary, ReplayView, RunContact, RunDetail, RunNode, RunView, StepView, display_name};
use crate::{Actor, Error, Result};

/// Most steps of a run: the engine ends it before.
const MOST_STEPS: i64 = 1000;

/// On what a run is run again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReplayOn {
    /// The version it ran on.
    Own,
    /// Another version.
    Version(i64),
    /// What is being drawn.
    Draft,
}

type Flows = HashMap<FlowRef, Option<Arc<Flow>>>;

impl Runs<'_> {
    /// A page of runs, newest first.
    pub async fn list(&self, workspace: WorkspaceId, filter: &RunFilter, limit: Limit, cursor: Option<&str>) -> Result<Page<RunView>> {
        let workspace = self.0.store().workspace(workspace);
        let page = workspace.list_runs(filter, limit, cursor).await?;
        let mut flows = Flows::new();
        for row in &page.data {
            if let Some(wanted) = stands_in(row) {
                self.look_up(&workspace, &mut flows, wanted).await?;
            }
        }
        Ok(page.map(|row| view(row, &flows)))
    }

    /// One run, as lists show it.
    pub async fn get(&self, workspace: WorkspaceId, id: RunId) -> Result<RunView> {
        let workspace = self.0.store().workspace(workspace);
        let row = workspace.find_run_for_list(id).await?.ok_or(store::Error::NotFound("run"))?;
        let mut flows = Flows::new();
        if let Some(wanted) = stands_in(&row) {
            self.look_up(&workspace, &mut flows, wanted).await?;
        }
        Ok(view(row, &flows))
    }

    /// One run with what it knows and the graph it runs on.
    pub async fn detail(&self, workspace_id: WorkspaceId, id: RunId) -> Result<RunDetail> {
        let workspace = self.0.store().workspace(workspace_id);
        let row = workspace.get_run(id).await?;
        let state = read(&row.run)?;
        let frame = state.frames.first();
        let graph = workspace.find_flow_graph(row.flow_id, row.version).await?;
        Ok(RunDetail {
            run: self.get(workspace_id, id).await?,
            vars: frame.map(|frame| frame.vars.clone()).unwrap_or_default(),
            nodes: frame.map(|frame| frame.nodes.clone()).unwrap_or_default(),
            graph: graph.and_then(|graph| serde_json::from_str(&graph).ok()),
        })
    }

    /// Everything a run did, in order.
    pub async fn steps(&self, workspace_id: WorkspaceId, id: RunId) -> Result<Vec<StepView>> {
        let workspace = self.0.store().workspace(workspace_id);
        workspace.get_run(id).await?;
        let steps = trail(&workspace, id).await?;
        let mut sent: HashMap<i64, Vec<MessageId>> = HashMap::new();
        for message in workspace.messages_of_run(id).await? {
            sent.entry(message.step).or_default().push(message.message_id);
        }
        let mut asked_at: Option<Timestamp> = None;
        let mut views = Vec::with_capacity(steps.len());
        for step in steps {
            let answered = matches!(
                step.opening.as_deref(),
                Some(Opening {
                    input: Input::Answer { .. },
                    ..
                })
            );
            let duration_ms = asked_at.filter(|_| answered).map_or(0, |at| step.at.millis() - at.millis());
            asked_at = Some(step.at);
            views.push(StepView {
                duration_ms,
                messages: sent.remove(&i64::from(step.number)).unwrap_or_default(),
                step: json!(step),
            });
        }
        Ok(views)
    }

    /// Runs a run again from its trail: nothing is sent, nothing is asked.
    pub async fn replay(&self, workspace_id: WorkspaceId, id: RunId, on: ReplayOn) -> Result<ReplayView> {
        let workspace = self.0.store().workspace(workspace_id);
        let row = workspace.get_run(id).await?;
        let run = read(&row.run)?;
        let steps = trail(&workspace, id).await?;
        let mut flows = Flows::new();
        for wanted in mentioned(&run, &steps) {
            self.look_up(&workspace, &mut flows, wanted).await?;
        }
        let other = match on {
            ReplayOn::Own => None,
            ReplayOn::Version(number) => Some(self.version(&workspace, row.flow_id, number).await?),
            ReplayOn::Draft => {
                let draft = workspace.get_flow_draft(row.flow_id).await?;
                Some(
                    ready(row.flow_id, 0, &draft.graph_json)
                        .ok_or_else(|| Error::conflict("flow.unreadable", "The draft cannot be read as a flow."))?,
                )
            }
        };
        let own = row.flow_id.to_string();
        let replayed = replay::replay(&run, &steps, &mut |wanted| match &other {
            Some(other) if wanted.flow == own => Some(Arc::clone(other)),
            _ => flows.get(wanted).cloned().flatten(),
        });
        Ok(ReplayView {
            same: replayed.difference.is_none(),
            difference: replayed.difference.as_ref().map(|difference| json!(difference)),
            steps: replayed.steps.iter().map(|step| json!(step)).collect(),
        })
    }

    /// Keeps what happened in a run as a test of its flow.
    pub async fn save_as_test(&self, actor: &Actor, id: RunId, name: &str) -> Result<(FlowId, FlowTestId)> {
        let name = crate::text::name("/name", name)?;
        let workspace = self.0.store().workspace(actor.workspace_id);
        let row = workspace.get_run(id).await?;
        let run = read(&row.run)?;
        let steps = trail(&workspace, id).await?;
        let mut flows = Flows::new();
        for wanted in mentioned(&run, &steps) {
            self.look_up(&workspace, &mut flows, wanted).await?;
        }
        // The trail is all there is: what was sent comes out of running it again.
        let again = replay::replay(&run, &steps, &mut |wanted| flows.get(wanted).cloned().flatten());
        let flow = self.version(&workspace, row.flow_id, row.version).await?;
        let test = flow_test::save_as_test(&name, &flow, &run, &steps, &again.effects);
        let yaml = flow_test::to_yaml(&test).map_err(|error| Error::internal(error.to_string()))?;
        let mut tx = self.0.store().begin().await?;
        let mut workspace = tx.workspace(actor.workspace_id);
        let test = workspace
            .create_flow_test(row.flow_id, &name, &yaml, Some(actor.user_id))
            .await
            .map_err(|error| match error {
                error if error.is_duplicate() => Error::conflict("flow_test.exists", "This flow has a test of that name already."),
                error => error.into(),
            })?;
        workspace
            .append_audit(&actor.audit("flow_test.created", "flow_test", test, json!({ "flow_id": row.flow_id, "run_id": id })))
            .await?;
        tx.commit().await?;
        Ok((row.flow_id, test))
    }

    /// Figures of a flow in a stretch of time.
    pub async fn stats(&self, workspace: WorkspaceId, flow: FlowId, from: Timestamp, to: Timestamp) -> Result<FlowStats> {
        let workspace = self.0.store().workspace(workspace);
        workspace.find_flow_name(flow).await?.ok_or(store::Error::NotFound("flow"))?;
        let results: BTreeMap<String, i64> = workspace.count_runs(flow, from, to).await?.into_iter().collect();
        let mut stats = FlowStats {
            runs: results.values().sum(),
            results,
            nodes: BTreeMap::new(),
            edges: BTreeMap::new(),
        };
        for count in workspace.count_steps(flow, from, to).await? {
            stats.nodes.entry(count.node).or_default().entered += count.entered;
            if let Some(edge) = count.edge {
                *stats.edges.entry(edge).or_default() += count.steps;
            }
        }
        for (node, live) in workspace.count_live_nodes(flow).await? {
            stats.nodes.entry(node).or_default().live = live;
        }
        stats.nodes.remove("");
        Ok(stats)
    }

    async fn version(&self, workspace: &Workspace<'_>, flow: FlowId, number: i64) -> Result<Arc<Flow>> {
        let wanted = FlowRef::new(flow.to_string(), number.to_string());
        let mut flows = Flows::new();
        self.look_up(workspace, &mut flows, wanted.clone()).await?;
        flows
            .remove(&wanted)
            .flatten()
            .ok_or_else(|| Error::not_found("flow.version_not_found", "This flow has no such version."))
    }

    async fn look_up(&self, workspace: &Workspace<'_>, flows: &mut Flows, wanted: FlowRef) -> Result<()> {
        if flows.contains_key(&wanted) {
            return Ok(());
        }
        let found = self.0.flow_cache().look_up(workspace, &wanted).await?;
        flows.insert(wanted, found);
        Ok(())
    }
}

fn read(run: &str) -> Result<Run> {
    serde_json::from_str(run).map_err(|error| Error::internal(format!("a run cannot be read: {error}")))
}

async fn trail(workspace: &Workspace<'_>, id: RunId) -> Result<Vec<Step>> {
    let rows = workspace.list_steps(id, 0, MOST_STEPS).await?;
    rows.iter()
        .map(|row| serde_json::from_str(&row.step).map_err(|error| Error::internal(format!("a step cannot be read: {error}"))))
        .collect()
}

/// Every flow a run was in.
fn mentioned(run: &Run, steps: &[Step]) -> Vec<FlowRef> {
    let mut all: Vec<FlowRef> = steps.iter().map(|step| step.flow.clone()).collect();
    all.extend(run.frames.iter().map(|frame| frame.flow.clone()));
    all.sort();
    all.dedup();
    all
}

/// The flow in which the node is that a run stands at.
fn stands_in(row: &RunListRow) -> Option<FlowRef> {
    if row.node.is_empty() {
        return None;
    }
    let run: Run = serde_json::from_str(&row.run).ok()?;
    run.frames.last().map(|frame| frame.flow.clone())
}

fn view(row: RunListRow, flows: &Flows) -> RunView {
    let wanted = stands_in(&row);
    let node = wanted.and_then(|wanted| flows.get(&wanted).cloned().flatten()).and_then(|flow| {
        flow.node(&row.node).map(|node| RunNode {
            id: row.node.clone(),
            name: node.name.to_string(),
            kind: node.kind.to_string(),
        })
    });
    let state: Option<Run> = serde_json::from_str(&row.run).ok();
    let waiting_for = match state.as_ref().map(|run| &run.status) {
        Some(Status::Waiting(wait)) => wait.on.iter().map(|on| on_word(*on).to_owned()).collect(),
        _ => Vec::new(),
    };
    let mut trigger = state.map(|run| run.trigger).unwrap_or_default();
    if let Some(kind) = trigger.get("kind").cloned() {
        trigger["type"] = kind;
    }
    RunView {
        id: row.id,
        flow: FlowSummary {
            id: row.flow_id,
            name: row.flow_name.unwrap_or_default(),
        },
        version: row.version,
        conversation_id: row.conversation_id,
        contact: RunContact {
            id: row.contact_id,
            name: display_name(
                row.contact_name.as_deref(),
                &row.contact_profile_name,
                row.contact_username.as_deref(),
                row.contact_phone.as_deref(),
            ),
        },
        node,
        waiting_for,
        trigger,
        status: if row.status == "new" { "queued".to_owned() } else { row.status },
        result: row.result,
        outcome: Some(row.outcome).filter(|outcome| !outcome.is_empty()),
        wake_at: row.wake_at,
        steps: row.steps,
        problem: row.problem,
        started_at: row.started_at,
        ended_at: row.ended_at,
    }
}

fn on_word(on: WakeOn) -> &'static str {
    match on {
        WakeOn::Reply => "reply",
        WakeOn::Timer => "timer",
        WakeOn::Webhook => "webhook",
        WakeOn::Submission => "submission",
        WakeOn::Status => "status",
        WakeOn::Release => "release",
    }
}
