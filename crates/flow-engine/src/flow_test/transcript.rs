//! What was said and done while a flow was played, line by line, as a chat would show it.

use std::time::Duration;

use model::Timestamp;
use serde::Serialize;
use serde_json::Value;

use super::expect::words;
use crate::effect::{Action, Effect};
use crate::engine::Sprint;
use crate::run::{Message, Status};

/// Whose line it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Voice {
    /// The customer's.
    Contact,
    /// The flow's.
    Flow,
    /// Nobody's: something happened.
    System,
}

/// One line.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Line {
    /// When.
    pub at: Timestamp,
    /// Whose it is.
    pub from: Voice,
    /// Kind of the message, or a word for what happened: `problem`, `wait`, `ended`, an action's type …
    pub kind: String,
    /// Its words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// The whole message as it would be sent, the action, or what was filled in.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub content: Option<Value>,
    /// The step that did it: its place in the list of steps, from 0.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub step: Option<usize>,
}

impl Line {
    pub(super) fn system(at: Timestamp, kind: &str, text: impl Into<String>) -> Self {
        Self {
            at,
            from: Voice::System,
            kind: kind.to_owned(),
            text: Some(text.into()),
            content: None,
            step: None,
        }
    }

    pub(super) fn heard(at: Timestamp, message: &Message) -> Self {
        let is_words = message.tap.is_none() && message.kind == "text";
        Self {
            at,
            from: Voice::Contact,
            kind: message.kind.clone(),
            text: Some(message.text.clone()).filter(|text| !text.is_empty()),
            content: (!is_words).then(|| serde_json::to_value(message).unwrap_or_default()),
            step: None,
        }
    }

    pub(super) fn submitted(at: Timestamp, data: &Value) -> Self {
        Self {
            at,
            from: Voice::Contact,
            kind: "submission".to_owned(),
            text: None,
            content: Some(data.clone()),
            step: None,
        }
    }
}

/// The lines of a sprint whose run has `before` steps of other runs ahead of it in the list.
pub(super) fn of(sprint: &Sprint, now: Timestamp, before: usize) -> Vec<Line> {
    let mut lines: Vec<Line> = sprint.effects.iter().map(|effect| done(effect, now, before)).collect();
    if let Status::Ended { outcome, .. } = &sprint.run.status {
        lines.push(Line {
            step: sprint.steps.last().map(|step| before + step.number as usize),
            ..Line::system(now, "ended", outcome)
        });
    }
    lines
}

fn done(effect: &Effect, now: Timestamp, before: usize) -> Line {
    let step = Some(before + effect.step as usize);
    if let Action::Send { content, .. } = &effect.action {
        return Line {
            at: now,
            from: Voice::Flow,
            kind: content.kind().to_owned(),
            text: Some(words(content)),
            content: Some(content.to_json()),
            step,
        };
    }
    let action = serde_json::to_value(&effect.action).unwrap_or_default();
    let text = match &effect.action {
        Action::Note { text, .. } | Action::HandOff { note: text, .. } => Some(text.clone()).filter(|text| !text.is_empty()),
        _ => None,
    };
    Line {
        at: now,
        from: Voice::System,
        kind: action["type"].as_str().unwrap_or_default().to_owned(),
        text,
        content: Some(action),
        step,
    }
}

/// How much time has passed, in the words of tests: `90s`, `30m`, `2h`, `3d`.
pub(super) fn passed(time: Duration) -> String {
    let seconds = time.as_secs();
    for (unit, word) in [(86_400, "d"), (3_600, "h"), (60, "m")] {
        if seconds >= unit && seconds.is_multiple_of(unit) {
            return format!("{}{word}", seconds / unit);
        }
    }
    format!("{seconds}s")
}
