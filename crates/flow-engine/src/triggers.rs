//! THE LIST of ways a run starts, and whether what happened is one of them. Matching is a pure function of the trigger, the event and what is known.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::check::Report;
use crate::expr::Expression;
use crate::host::Facts;

mod contact;
mod decide;
mod event;
mod keywords;
mod message;
mod schedule;

pub use contact::{ContactWatch, ConversationWatch, StatusWatch};
pub use decide::{Decision, choose, decide};
pub use event::{ConversationNews, Event, MessageNews, News};
pub use keywords::{GlobalKeyword, GlobalKeywords};
pub use message::MessageMatch;
pub use schedule::{Audience, Schedule, next_fire};

/// A way a run starts.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "type", rename_all = "snake_case", deny_unknown_fields)]
pub enum Trigger {
    /// The API is called by name; the same idempotency key starts one run.
    Api {
        /// The name in the address.
        name: String,
        /// JSON Schema of the input; its required members and types are checked.
        #[serde(default, skip_serializing_if = "Value::is_null")]
        #[schemars(extend("x-ui" = {"widget": "json"}))]
        input: Value,
    },
    /// A template's button, or any button with this payload, is tapped.
    ButtonPayload {
        /// The payload; one that ends in `*` fits all that begin so.
        payload: String,
    },
    /// The contact changes.
    ContactChanged {
        /// What must change.
        watch: ContactWatch,
    },
    /// The conversation is opened, closed, given to somebody, or rests.
    Conversation {
        /// What must happen.
        watch: ConversationWatch,
    },
    /// The customer shares a place.
    Location,
    /// An agent presses a button.
    Manual {
        /// The button's label.
        label: String,
        /// JSON Schema of a small form.
        #[serde(default, skip_serializing_if = "Value::is_null")]
        #[schemars(extend("x-ui" = {"widget": "json"}))]
        form: Value,
    },
    /// The customer sends a file.
    Media {
        /// Kinds such as `image`; none named means all.
        #[serde(default)]
        kinds: Vec<String>,
    },
    /// The customer writes.
    Message {
        /// What must be written, or when.
        #[serde(rename = "match")]
        matches: MessageMatch,
    },
    /// The customer sends a cart.
    Order,
    /// The customer reacts to a message.
    Reaction {
        /// Emojis; none named means all.
        #[serde(default)]
        emojis: Vec<String>,
    },
    /// The customer comes from an ad, or by a link with a code.
    Referral {
        /// Id of the ad or post; empty means all.
        #[serde(default)]
        source_id: String,
        /// The code; empty means all.
        #[serde(default)]
        code: String,
    },
    /// The clock.
    Schedule(Schedule),
    /// News of a message that was sent.
    Status {
        /// What must become of it.
        watch: StatusWatch,
    },
    /// A WA Flow is filled in outside of a run.
    Submission {
        /// Which, by Meta's id; empty means all.
        #[serde(default)]
        #[schemars(extend("x-ui" = {"widget": "wa_flow_picker"}))]
        wa_flow: String,
    },
    /// Another system calls a secret address.
    Webhook {
        /// The secret part of the address.
        path: String,
        /// Name of the secret that signs the body (HMAC with SHA-256); empty means unsigned.
        #[serde(default)]
        signature_secret: String,
        /// Where the body says whom it is about: a JMESPath to their phone number or to our id of the contact. Nothing means `contact`.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        contact: Option<Expression>,
    },
}

/// Fewest and most characters of a webhook's secret path.
const SHORTEST_PATH: usize = 16;
const LONGEST_PATH: usize = 200;

const fn is_of_path(mark: u8) -> bool {
    mark.is_ascii_alphanumeric() || matches!(mark, b'-' | b'_')
}

/// The words of all triggers.
pub const TRIGGERS: &[&str] = &[
    "api",
    "button_payload",
    "contact_changed",
    "conversation",
    "location",
    "manual",
    "media",
    "message",
    "order",
    "reaction",
    "referral",
    "schedule",
    "status",
    "submission",
    "webhook",
];

/// An event fits a trigger.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Match {
    /// Scope `trigger` of the run.
    pub scope: Value,
    /// How narrow the trigger is: of several flows, the narrowest starts.
    pub rank: u8,
}

impl Trigger {
    /// Whether `event` starts the flow.
    #[must_use]
    pub fn matches(&self, event: &Event, facts: &Facts) -> Option<Match> {
        let rank = self.fits(event, facts)?;
        Some(Match { scope: event.scope(), rank })
    }

    fn fits(&self, event: &Event, facts: &Facts) -> Option<u8> {
        let when = |holds: bool, rank: u8| holds.then_some(rank);
        match (self, event) {
            (Self::Api { name, .. }, Event::Api { name: called, .. }) => when(name == called, 90),
            (Self::ButtonPayload { payload }, Event::Message(news)) => {
                let tapped = &news.message.tap.as_ref()?.id;
                match payload.strip_suffix('*') {
                    Some(start) => when(tapped.starts_with(start), 80),
                    None => when(tapped == payload, 95),
                }
            }
            (Self::ContactChanged { watch }, Event::ContactChanged(change)) => when(watch.fits(change), 50),
            (Self::Conversation { watch }, Event::Conversation(news)) => when(watch.fits(news), 50),
            (Self::Location, Event::Message(news)) => when(news.message.location.is_object(), 60),
            (Self::Manual { label, .. }, Event::Manual { label: pressed, .. }) => when(label == pressed, 90),
            (Self::Media { kinds }, Event::Message(news)) => {
                let fits = news.message.media.is_object() && (kinds.is_empty() || kinds.contains(&news.message.kind));
                when(fits, if kinds.is_empty() { 55 } else { 60 })
            }
            (Self::Message { matches }, Event::Message(news)) => matches.fits(news, facts),
            (Self::Order, Event::Message(news)) => when(news.order.is_object(), 60),
            (Self::Reaction { emojis }, Event::Reaction { emoji, .. }) => {
                when(!emoji.is_empty() && (emojis.is_empty() || emojis.contains(emoji)), 60)
            }
            (Self::Referral { source_id, code }, Event::Message(news)) => {
                let member = |name: &str| news.referral.get(name).and_then(Value::as_str).unwrap_or_default();
                let fits = news.referral.is_object()
                    && (source_id.is_empty() || member("source_id") == source_id)
                    && (code.is_empty() || member("ref") == code);
                when(fits, if source_id.is_empty() && code.is_empty() { 70 } else { 85 })
            }
            (Self::Schedule(schedule), Event::Schedule { name }) => when(schedule.name == *name, 90),
            (Self::Status { watch }, Event::Status { status, unread_hours, .. }) => when(watch.fits(*status, *unread_hours), 50),
            (Self::Submission { wa_flow }, Event::Submission { wa_flow: sent, .. }) => {
                when(wa_flow.is_empty() || wa_flow == sent, if wa_flow.is_empty() { 50 } else { 90 })
            }
            (Self::Webhook { path, .. }, Event::Webhook { path: called, .. }) => when(path == called, 90),
            _ => None,
        }
    }

    /// Begins with a message of the customer, so the window is open.
    #[must_use]
    pub fn opens_window(&self) -> bool {
        match self {
            Self::ButtonPayload { .. }
            | Self::Location
            | Self::Media { .. }
            | Self::Message { .. }
            | Self::Order
            | Self::Referral { .. }
            | Self::Submission { .. }
            | Self::Reaction { .. } => true,
            Self::Api { .. }
            | Self::ContactChanged { .. }
            | Self::Conversation { .. }
            | Self::Manual { .. }
            | Self::Schedule(_)
            | Self::Status { .. }
            | Self::Webhook { .. } => false,
        }
    }

    /// What it names of the workspace: there, and fit for use?
    pub(crate) fn references(&self, at: &str, report: &mut Report<'_>) {
        match self {
            Self::ContactChanged {
                watch: ContactWatch::TagAdded { tag } | ContactWatch::TagRemoved { tag },
            } => report.tags(&format!("{at}.watch.tag"), std::slice::from_ref(tag)),
            Self::Message {
                matches: MessageMatch::OutsideHours { calendar },
            } => report.calendar_named(&format!("{at}.match.calendar"), calendar),
            Self::Schedule(schedule) => {
                report.tags(&format!("{at}.audience.any_tag"), &schedule.audience.any_tag);
                report.tags(&format!("{at}.audience.no_tag"), &schedule.audience.no_tag);
            }
            Self::Submission { wa_flow } if !wa_flow.is_empty() => report.wa_flow_submitted(&format!("{at}.wa_flow"), wa_flow),
            Self::Webhook { path, signature_secret, .. } => {
                report.door(&format!("{at}.path"), path);
                report.secret(&format!("{at}.signature_secret"), signature_secret);
            }
            _ => {}
        }
    }

    /// What is wrong with it, in words.
    #[must_use]
    pub fn problems(&self) -> Vec<String> {
        let missing = |value: &str, what: &str| {
            if value.trim().is_empty() {
                vec![format!("give {what}")]
            } else {
                Vec::new()
            }
        };
        match self {
            Self::Api { name, .. } => missing(name, "it a name"),
            Self::ButtonPayload { payload } => missing(payload, "the payload"),
            Self::Manual { label, .. } => missing(label, "the button a label"),
            Self::Message { matches } => matches.problems(),
            Self::Schedule(schedule) => schedule.problems(),
            Self::Webhook { path, contact, .. } => {
                let mut problems = Vec::new();
                if !(SHORTEST_PATH..=LONGEST_PATH).contains(&path.len()) || !path.bytes().all(is_of_path) {
                    problems.push(format!(
                        "the secret part of the address has {SHORTEST_PATH} to {LONGEST_PATH} letters, digits, `-` and `_`"
                    ));
                }
                if let Some(Err(problem)) = contact.as_ref().map(Expression::parsed) {
                    problems.push(format!("where the contact stands: {problem}"));
                }
                problems
            }
            _ => Vec::new(),
        }
    }
}

/// Whether an input has what a trigger's JSON Schema asks for: required members and plain types. In words what is missing.
#[must_use]
pub fn input_problems(schema: &Value, input: &Value) -> Vec<String> {
    let mut problems = Vec::new();
    for name in schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str) {
        if input.get(name).is_none() {
            problems.push(format!("`{name}` is missing"));
        }
    }
    for (name, rule) in schema["properties"].as_object().into_iter().flatten() {
        let Some(value) = input.get(name) else { continue };
        let fits = match rule["type"].as_str() {
            Some("string") => value.is_string(),
            Some("number") => value.is_number(),
            Some("integer") => value.is_i64() || value.is_u64(),
            Some("boolean") => value.is_boolean(),
            Some("array") => value.is_array(),
            Some("object") => value.is_object(),
            _ => true,
        };
        if !fits {
            problems.push(format!("`{name}` is not of type {}", rule["type"].as_str().unwrap_or_default()));
        }
        if rule["enum"].as_array().is_some_and(|values| !values.contains(value)) {
            problems.push(format!("`{name}` is none of the values it may have"));
        }
    }
    problems
}

/// What is wrong with a form that a person filled in: what [`input_problems`] says, and fields the form does not have. One that declares no fields takes any.
#[must_use]
pub fn form_problems(form: &Value, input: &Value) -> Vec<String> {
    let mut problems = input_problems(form, input);
    let (declared, given) = (form["properties"].as_object(), input.as_object());
    let Some(given) = given else {
        if !input.is_null() {
            problems.push("the form's values are no object".to_owned());
        }
        return problems;
    };
    let unknown = given.keys().filter(|name| declared.is_some_and(|declared| !declared.contains_key(*name)));
    problems.extend(unknown.map(|name| format!("`{name}` is no field of the form")));
    problems
}

pub(crate) fn scope(kind: &str, mut members: Value) -> Value {
    if !members.is_object() {
        members = json!({});
    }
    members["kind"] = kind.into();
    members
}
