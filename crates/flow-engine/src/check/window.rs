//! The service window along every way through the flow: abstract interpretation. The state of a node is how long the window is open at least when a run comes to it;
//! the customer's messages open it for 24 hours, delays and timeouts use it up, and where ways meet the worse one counts.

use std::collections::{BTreeMap, HashMap, VecDeque};

use model::window::{SAFETY_MARGIN, SERVICE_WINDOW};
use serde_json::json;

use super::subject::Subject;
use super::{Edit, Finding, Fix};
use crate::graph::Handle;
use crate::nodes::{NodeConfig, Until, WaitFor};

/// What is known of the window when a run comes to a node.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct State {
    /// Open for at least so many seconds; 0 means it may be closed.
    seconds: u64,
    /// Closed for sure.
    closed: bool,
}

const OPEN: State = State {
    seconds: SERVICE_WINDOW.as_secs(),
    closed: false,
};
const PERHAPS: State = State { seconds: 0, closed: false };
const CLOSED: State = State { seconds: 0, closed: true };

impl State {
    fn meet(self, other: Self) -> Self {
        Self {
            seconds: self.seconds.min(other.seconds),
            closed: self.closed && other.closed,
        }
    }

    fn after(self, seconds: u64) -> Self {
        Self {
            seconds: self.seconds.saturating_sub(seconds),
            ..self
        }
    }
}

pub(super) fn check(subject: &Subject<'_>) -> Vec<Finding> {
    let states = states(subject);
    let mut findings = Vec::new();
    for (node, config) in subject.nodes() {
        let Some(_) = config.filter(|config| config.needs_window()) else {
            continue;
        };
        let Some(state) = states.get(&*node.id) else { continue };
        let handled = subject.lines(&node.id).iter().any(|(handle, _)| *handle == Handle::WINDOW_CLOSED);
        if handled || state.seconds > SAFETY_MARGIN.as_secs() {
            continue;
        }
        let message = if state.closed {
            "the 24-hour window is closed whenever a run comes here: only a template can be sent"
        } else {
            "the 24-hour window may be closed here: check it before, or lead on from `window_closed` to a template"
        };
        let code = if state.closed { "window.closed" } else { "window.risk" };
        findings.push(Finding::warning(code, &node.id, "", message).with(Fix::new(
            "Check the window before",
            Edit::InsertBefore {
                node: node.id.to_string(),
                kind: "window_check".to_owned(),
                config: json!({"minutes": 1}),
                handle: "open".to_owned(),
            },
        )));
    }
    findings
}

fn states<'f>(subject: &Subject<'f>) -> HashMap<&'f str, State> {
    let mut states: HashMap<&str, State> = HashMap::new();
    let mut visits: BTreeMap<&str, u32> = BTreeMap::new();
    let Some(start) = subject.flow.start() else { return states };
    let Some(id) = subject.graph.node(&start.id).map(|node| node.id.as_str()) else {
        return states;
    };
    let entry = match &start.config {
        // A flow that only others call begins in whatever state they are: not looked at.
        Ok(NodeConfig::Start(start)) if start.triggers.iter().all(crate::triggers::Trigger::opens_window) => OPEN,
        _ => PERHAPS,
    };
    states.insert(id, entry);
    let mut queue = VecDeque::from([id]);
    while let Some(id) = queue.pop_front() {
        let Some(state) = states.get(id).copied() else { continue };
        let visits = visits.entry(id).or_default();
        *visits += 1;
        // A circle that uses the window up a little each time ends at "may be closed"; no need to count it down.
        let state = if *visits > 20 { PERHAPS } else { state };
        for (handle, to) in subject.lines(id) {
            let next = transfer(subject, id, handle, state);
            let merged = states.get(to).map_or(next, |known| known.meet(next));
            if states.get(to) != Some(&merged) {
                states.insert(to, merged);
                queue.push_back(to);
            }
        }
    }
    states
}

/// The state behind an exit, from the state before the node.
fn transfer(subject: &Subject<'_>, id: &str, handle: &Handle, state: State) -> State {
    let Some(config) = subject.config(id) else { return state };
    if *handle == Handle::WINDOW_CLOSED {
        return CLOSED;
    }
    let answered = matches!(handle.as_str(), "reply" | "other" | "invalid" | "submitted" | "order")
        || handle.as_str().starts_with("button:")
        || handle.as_str().starts_with("row:");
    if config.waits() && answered {
        return OPEN;
    }
    let timeout = *handle == Handle::TIMEOUT;
    match config {
        NodeConfig::Delay(delay) => match delay.until {
            Until::Duration { seconds } => state.after(seconds),
            Until::Date { .. } | Until::BusinessHours { .. } => PERHAPS,
        },
        NodeConfig::WindowCheck(check) => match handle.as_str() {
            // Within the flow's own patience the check is right now.
            "open" => State {
                seconds: state.seconds.max(u64::from(check.minutes.max(2)) * 60),
                closed: false,
            },
            "closing" => State {
                seconds: state.seconds.max(SAFETY_MARGIN.as_secs() + 1),
                closed: false,
            },
            "closed" => CLOSED,
            _ => state,
        },
        NodeConfig::Ask(ask) if timeout => spent(state, ask.timeout_seconds),
        NodeConfig::Buttons(buttons) if timeout => spent(state, buttons.timeout_seconds),
        NodeConfig::List(list) if timeout => spent(state, list.timeout_seconds),
        NodeConfig::WaitReply(wait) if timeout => spent(state, wait.timeout_seconds),
        NodeConfig::SendWaFlow(flow) if timeout || *handle == Handle::CLOSED => spent(state, flow.timeout_seconds.or(flow.token_seconds)),
        NodeConfig::Location(_) if timeout => PERHAPS,
        NodeConfig::SendTemplate(template) => match (template.wait_for, timeout) {
            (WaitFor::None, _) => state,
            (WaitFor::Reply, false) => OPEN,
            (_, true) | (WaitFor::Delivered | WaitFor::Read, false) => spent(state, template.timeout_seconds),
        },
        NodeConfig::Typing(typing) => state.after(u64::from(typing.seconds)),
        NodeConfig::HttpRequest(http) => state.after(u64::from(http.timeout_seconds.unwrap_or(10)) * (u64::from(http.retries) + 1)),
        NodeConfig::ExecuteFunction(function) => state.after(u64::from(function.timeout_seconds.unwrap_or(5))),
        NodeConfig::LlmReply(llm) => state.after(u64::from(llm.timeout_seconds)),
        // People or another flow had the conversation for who knows how long.
        NodeConfig::Handoff(_) | NodeConfig::Subflow(_) => PERHAPS,
        _ => state,
    }
}

fn spent(state: State, seconds: Option<u64>) -> State {
    seconds.map_or(PERHAPS, |seconds| state.after(seconds))
}
