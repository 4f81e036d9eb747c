//! What a live flow waits for besides messages, read from its graph: clocks, doors, news of messages. Made anew whenever the flow is published or switched, in a
//! transaction of its own soon after.

use std::time::Duration;

use flow_engine::nodes::NodeConfig;
use flow_engine::triggers::{ConversationWatch, StatusWatch, Trigger, next_fire};
use flow_engine::{Flow, hours};
use model::{FlowId, Timestamp};
use store::{NewFlowWatch, WorkspaceTx};

use crate::flows::doors;
use crate::{App, Result};

/// Most clocks and doors of one flow; more are not looked at.
const MOST: usize = 50;
/// How often messages that nobody read are looked for.
const UNREAD_EVERY: Duration = Duration::from_secs(60);

/// The triggers of a flow; none when it has no start that can be read.
pub(super) fn triggers(flow: &Flow) -> &[Trigger] {
    match flow.start().map(|start| &start.config) {
        Some(Ok(NodeConfig::Start(start))) => &start.triggers,
        _ => &[],
    }
}

/// How often conversations that rest so long are looked for: late by a twentieth at most, and by a minute.
pub(super) fn pace(kind: &str, amount: i64) -> Duration {
    match kind {
        "idle" => Duration::from_secs(u64::try_from(amount * 60 / 20).unwrap_or(60).clamp(5, 60)),
        _ => UNREAD_EVERY,
    }
}

/// Makes the clocks and doors of a flow what its live version says; one that is switched off has none.
pub(super) async fn renew(app: &App, workspace: &mut WorkspaceTx<'_>, id: FlowId) -> Result<()> {
    let live = workspace.list_live_flows().await?.into_iter().find(|live| live.flow_id == id);
    let flow = match live {
        Some(live) => app.flow_cache().version(workspace, id, live.version).await?,
        None => None,
    };
    let mut watches = match flow {
        Some(flow) => {
            let zone = workspace.get_workspace().await?.time_zone;
            of(&flow, hours::zone(&zone).unwrap_or(chrono_tz::UTC), workspace.now())
        }
        None => Vec::new(),
    };
    let mut mine = Vec::with_capacity(watches.len());
    for watch in watches.drain(..) {
        let taken = match watch.kind {
            "webhook" => workspace.find_flow_door(&watch.name).await?,
            _ => None,
        };
        if taken.is_some_and(|(tenant, flow)| (tenant, flow) != (workspace.id(), id)) {
            tracing::warn!(flow.id = %id, "the secret path of a webhook is another flow's already; calls go there");
        } else {
            mine.push(watch);
        }
    }
    Ok(workspace.put_flow_watches(id, &mine).await?)
}

/// What the triggers of a flow ask for.
fn of(flow: &Flow, zone: chrono_tz::Tz, now: Timestamp) -> Vec<NewFlowWatch> {
    let mut watches: Vec<NewFlowWatch> = Vec::new();
    for trigger in triggers(flow) {
        let Some(watch) = watch(trigger, zone, now) else { continue };
        let known = watches.iter().any(|other| (other.kind, &other.name) == (watch.kind, &watch.name));
        if !known && watches.len() < MOST {
            watches.push(watch);
        }
    }
    watches
}

fn watch(trigger: &Trigger, zone: chrono_tz::Tz, now: Timestamp) -> Option<NewFlowWatch> {
    let new = |kind, name: String| NewFlowWatch {
        kind,
        name,
        amount: 0,
        due_at: None,
        mark_at: None,
    };
    let since = |kind, amount: u32, unit: u64| {
        let long = Duration::from_secs(u64::from(amount) * unit);
        NewFlowWatch {
            amount: i64::from(amount),
            due_at: Some(now + pace(kind, i64::from(amount))),
            // What rested before the flow was there is not its business.
            mark_at: Some(now - long),
            ..new(kind, amount.to_string())
        }
    };
    Some(match trigger {
        Trigger::Schedule(schedule) => NewFlowWatch {
            due_at: next_fire(schedule, now, zone),
            ..new("schedule", schedule.name.clone())
        },
        Trigger::Conversation {
            watch: ConversationWatch::Idle { minutes },
        } => since("idle", *minutes, 60),
        Trigger::Status { watch } => match watch {
            StatusWatch::UnreadFor { hours } => since("unread", *hours, 60 * 60),
            StatusWatch::Delivered => new("status", "delivered".to_owned()),
            StatusWatch::Read => new("status", "read".to_owned()),
            StatusWatch::Failed => new("status", "failed".to_owned()),
        },
        Trigger::Webhook { path, .. } => new("webhook", doors::hash(path)),
        _ => return None,
    })
}
