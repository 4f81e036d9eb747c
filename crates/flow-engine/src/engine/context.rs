//! What a node sees while it runs, and how it says what it wants. Everything said here ends up on the step.

use std::borrow::Cow;

use chrono_tz::Tz;
use cloud_api::outbound::OutboundContent;
use model::send_policy::{self, TemplateCategory};
use model::{ServiceWindow, Timestamp};
use serde_json::{Value, json};

use crate::effect::Action;
use crate::expr::{Encode, Expression, Locale, Scope, Sealed, Template, jmespath, set};
use crate::graph::{Flow, FlowNode, FlowRef, Handle};
use crate::host::{Answer, Facts, Host, Owner, Question, TemplateFacts};
use crate::hours;
use crate::limits::{MAX_STATE_BYTES, MAX_VALUE_BYTES, MAX_WAIT_SECONDS};
use crate::run::{Change, Frame, Heard, Message, SentStatus, WakeOn};

/// How a node came out.
#[derive(Debug)]
pub(crate) enum Outcome {
    /// Leave by an exit.
    Take(Handle),
    /// Suspend the run.
    Wait(Waiting),
    /// What happened is not for this node; nothing changes.
    Stay,
    /// The flow ends here.
    End { outcome: String, result: crate::run::RunResult },
    /// Run another flow, then come back to this node.
    Call { flow: FlowRef, inputs: Value },
    /// Go on at another node of this flow.
    Jump(String),
    /// Go on in another flow, for good.
    Leave(FlowRef),
}

/// What a node waits for.
#[derive(Debug, Default)]
pub(crate) struct Waiting {
    pub on: Vec<WakeOn>,
    pub until: Option<Timestamp>,
    pub message: Option<String>,
    pub memory: Value,
}

/// What a node waited for has happened.
#[derive(Debug)]
pub(crate) enum Woken<'a> {
    Reply(&'a Message),
    Timer,
    Webhook,
    Submission(&'a Value),
    Status(SentStatus, Option<i64>),
    Released,
    Returned { vars: &'a Value },
}

/// Why a node cannot go on now.
#[derive(Debug)]
pub(crate) enum Halt {
    /// It went wrong.
    Fault(Fault),
    /// It needs an answer from outside.
    Ask(Box<Question>),
}

/// What went wrong, and the exit that is for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Fault {
    pub handle: Handle,
    pub code: Cow<'static, str>,
    pub message: String,
}

impl Fault {
    pub(crate) fn new(handle: Handle, code: &'static str, message: impl Into<String>) -> Self {
        Self {
            handle,
            code: code.into(),
            message: message.into(),
        }
    }

    pub(crate) fn error(code: &'static str, message: impl Into<String>) -> Self {
        Self::new(Handle::ERROR, code, message)
    }
}

impl From<Fault> for Halt {
    fn from(fault: Fault) -> Self {
        Self::Fault(fault)
    }
}

impl From<jmespath::Error> for Fault {
    fn from(error: jmespath::Error) -> Self {
        Self::error("expression", error.to_string())
    }
}

/// What a step gathers.
#[derive(Debug, Default)]
pub(super) struct Gathered {
    pub actions: Vec<Action>,
    pub changes: Vec<Change>,
    pub heard: Vec<Heard>,
}

/// What a node sees while it runs.
pub(crate) struct Ctx<'a> {
    pub(super) locale: Locale,
    pub(super) facts: &'a mut Facts,
    pub(super) flow: &'a Flow,
    pub(super) node: &'a FlowNode,
    pub(super) frame: &'a mut Frame,
    pub(super) run_id: &'a str,
    pub(super) started_at: Timestamp,
    pub(super) trigger: &'a Value,
    pub(super) message: &'a Value,
    pub(super) step: u32,
    pub(super) visits: u32,
    pub(super) host: &'a mut dyn Host,
    pub(super) answer: Option<&'a Answer>,
    pub(super) gathered: Gathered,
}

impl Scope for Ctx<'_> {
    fn root(&self, name: &str) -> Option<Cow<'_, Value>> {
        Some(match name {
            "contact" => Cow::Borrowed(&self.facts.contact),
            "conversation" => Cow::Borrowed(&self.facts.conversation),
            "workspace" => Cow::Borrowed(&self.facts.workspace),
            "globals" => Cow::Borrowed(&self.facts.globals),
            "trigger" => Cow::Borrowed(self.trigger),
            "message" => Cow::Borrowed(self.message),
            "vars" => Cow::Borrowed(&self.frame.vars),
            "nodes" => Cow::Borrowed(&self.frame.nodes),
            "now" => Cow::Owned(json!(self.locale.now)),
            "run" => Cow::Owned(json!({"id": self.run_id, "started_at": self.started_at, "steps": self.step})),
            "flow" => Cow::Owned(json!({"id": self.frame.flow.flow, "version": self.frame.flow.version})),
            _ => return None,
        })
    }

    fn locale(&self) -> &Locale {
        &self.locale
    }
}

/// The zone and language of a step.
pub(super) fn locale(flow: &Flow, facts: &Facts, now: Timestamp) -> Locale {
    let workspace = facts.workspace.get("time_zone").and_then(Value::as_str).unwrap_or_default();
    Locale {
        language: flow.settings().language.clone(),
        zone: hours::zone(&flow.settings().time_zone)
            .or_else(|| hours::zone(workspace))
            .unwrap_or(Tz::UTC),
        now,
    }
}

impl Ctx<'_> {
    pub(crate) fn now(&self) -> Timestamp {
        self.locale.now
    }

    pub(crate) fn zone(&self) -> Tz {
        self.locale.zone
    }

    pub(crate) fn facts(&self) -> &Facts {
        self.facts
    }

    /// How often this node was entered since the customer last wrote, this time included.
    pub(crate) fn visits(&self) -> u32 {
        self.visits
    }

    /// So many seconds from now, at most thirty days.
    pub(crate) fn after(&self, seconds: u64) -> Timestamp {
        self.now() + std::time::Duration::from_secs(seconds.min(MAX_WAIT_SECONDS))
    }

    pub(crate) fn text(&self, template: &Template) -> Result<String, Fault> {
        template.text(self).map_err(|error| Fault::error("template", error.to_string()))
    }

    /// The words, or nothing when nothing is written.
    pub(crate) fn optional(&self, template: &Template) -> Result<Option<String>, Fault> {
        if template.is_empty() {
            return Ok(None);
        }
        self.text(template).map(|text| Some(text).filter(|text| !text.trim().is_empty()))
    }

    pub(crate) fn value(&self, template: &Template) -> Result<Value, Fault> {
        template.value(self).map_err(|error| Fault::error("template", error.to_string()))
    }

    /// JSON whose texts are templates.
    pub(crate) fn json(&self, json: &Value) -> Result<Value, Fault> {
        Ok(match json {
            Value::String(text) if text.contains("{{") => self.value(&Template::new(text.as_str()))?,
            Value::Array(items) => items.iter().map(|item| self.json(item)).collect::<Result<Vec<_>, _>>()?.into(),
            Value::Object(members) => members
                .iter()
                .map(|(name, member)| Ok((name.clone(), self.json(member)?)))
                .collect::<Result<serde_json::Map<_, _>, Fault>>()?
                .into(),
            other => other.clone(),
        })
    }

    pub(crate) fn seal(&self, template: &Template, encode: Encode) -> Result<Sealed, Fault> {
        template.seal(self, encode).map_err(|error| Fault::error("template", error.to_string()))
    }

    pub(crate) fn evaluate(&self, expression: &Expression) -> Result<Value, Fault> {
        Ok(expression.value(self)?)
    }

    /// The node runs for the second time, with its answer.
    pub(crate) fn has_answer(&self) -> bool {
        self.answer.is_some()
    }

    /// Asks the outside. The node runs again from its beginning when the answer is there, so it asks before it does anything else, and once; the second time it need not
    /// make up its question again.
    pub(crate) fn answer_to(&self, question: Option<Question>) -> Result<Answer, Halt> {
        debug_assert!(
            self.gathered.actions.is_empty() && self.gathered.changes.is_empty(),
            "a node asks before it acts"
        );
        match (self.answer, question) {
            (Some(answer), _) => Ok(answer.clone()),
            (None, Some(question)) => Err(Halt::Ask(Box::new(question))),
            (None, None) => Err(Fault::error("answer.missing", "there is neither a question nor an answer").into()),
        }
    }

    pub(crate) fn random(&mut self) -> u64 {
        let bits = self.host.random();
        self.gathered.heard.push(Heard::Random(bits));
        bits
    }

    pub(crate) fn template(&mut self, name: &str, language: &str) -> Option<TemplateFacts> {
        let found = self.host.template(name, language);
        self.gathered.heard.push(Heard::Template {
            name: name.to_owned(),
            language: language.to_owned(),
            found: found.clone(),
        });
        found
    }

    /// Remembers a value under `vars`.
    pub(crate) fn set_var(&mut self, name: &str, value: Value) -> Result<(), Fault> {
        let Some(left) = jmespath::bytes(&value, MAX_VALUE_BYTES) else {
            return Err(Fault::error(
                "variable.too_large",
                format!("`{name}` would be larger than {} kB", MAX_VALUE_BYTES / 1024),
            ));
        };
        if MAX_VALUE_BYTES - left > 1024 && jmespath::bytes(&self.frame.vars, MAX_STATE_BYTES - (MAX_VALUE_BYTES - left)).is_none() {
            return Err(Fault::error(
                "variable.too_large",
                format!("all variables together would be larger than {} kB", MAX_STATE_BYTES / 1024),
            ));
        }
        let names: Vec<_> = name.trim_start_matches("vars.").split('.').collect();
        let Value::Object(vars) = &mut self.frame.vars else { return Ok(()) };
        let before = set(vars, &names, value.clone());
        self.changed(format!("vars.{}", names.join(".")), before, value);
        Ok(())
    }

    /// The value under `vars`.
    pub(crate) fn var(&self, name: &str) -> Value {
        let names: Vec<String> = name.trim_start_matches("vars.").split('.').map(str::to_owned).collect();
        crate::expr::get(&self.frame.vars, &names).cloned().unwrap_or_default()
    }

    /// What this node brought back, for `{{nodes.<name>}}`.
    pub(crate) fn output(&mut self, value: Value) {
        let value = match jmespath::bytes(&value, MAX_VALUE_BYTES) {
            Some(_) => value,
            None => json!({"too_large": true}),
        };
        let name = self.node.name.to_string();
        if let Value::Object(nodes) = &mut self.frame.nodes {
            let before = nodes.insert(name.clone(), value.clone()).unwrap_or_default();
            self.changed(format!("nodes.{name}"), before, value);
        }
    }

    /// The facts as this run has changed them, until they come back changed by themselves.
    pub(crate) fn contact_mut(&mut self, path: &[&str], value: Value) {
        if !self.facts.contact.is_object() {
            self.facts.contact = json!({});
        }
        if let Value::Object(contact) = &mut self.facts.contact {
            let before = set(contact, path, value.clone());
            self.changed(format!("contact.{}", path.join(".")), before, value);
        }
    }

    fn changed(&mut self, path: String, before: Value, after: Value) {
        if before != after {
            self.gathered.changes.push(Change { path, before, after });
        }
    }

    /// Wants something done; gives the effect's key.
    pub(crate) fn act(&mut self, action: Action) -> String {
        self.gathered.actions.push(action);
        format!("{}:{}:{}", self.run_id, self.step, self.gathered.actions.len() - 1)
    }

    /// The key that the next effect of this step will have.
    pub(crate) fn next_key(&self) -> String {
        format!("{}:{}:{}", self.run_id, self.step, self.gathered.actions.len())
    }

    /// The send gate: a message goes only when the send policy lets it, and the contact's budget is not used up. Gives the effect's key.
    pub(crate) fn send(&mut self, content: impl Into<OutboundContent>, category: Option<&str>) -> Result<String, Fault> {
        self.send_quoting(content, category, None)
    }

    pub(crate) fn send_quoting(
        &mut self,
        content: impl Into<OutboundContent>,
        category: Option<&str>,
        quote: Option<String>,
    ) -> Result<String, Fault> {
        let content = content.into();
        if matches!(self.facts.owner, Owner::Human(_) | Owner::PhoneApp) {
            return Err(Fault::new(
                Handle::SEND_FAILED,
                "send.people_hold_the_pen",
                "people hold the conversation, so automation says nothing in it",
            ));
        }
        let policy = send_policy::Facts {
            now: self.now(),
            window: ServiceWindow {
                expires_at: self.facts.window_expires_at,
            },
            last_inbound_at: self.facts.last_inbound_at,
            opted_out_at: self.facts.opted_out_at,
            marketing_opted_out_at: self.facts.marketing_opted_out_at,
            template_category: category.and_then(TemplateCategory::parse),
            blocked_at: self.facts.blocked_at,
            has_address: self.facts.has_address,
            channel_ready: self.facts.channel_ready,
            opt_out_overridden: false,
        };
        if let Some(refusal) = send_policy::refusals(&content, &policy).into_iter().next() {
            let handle = match refusal.code {
                "send.window_closed" => Handle::WINDOW_CLOSED,
                "send.opted_out" | "send.marketing_opted_out" => Handle::OPTED_OUT,
                _ => Handle::SEND_FAILED,
            };
            let place = refusal.pointer.map(|pointer| format!(" ({pointer})")).unwrap_or_default();
            return Err(Fault::new(handle, refusal.code, format!("{}{place}", refusal.detail)));
        }
        match &mut self.facts.sends_left {
            Some(0) => {
                return Err(Fault::new(
                    Handle::LIMIT,
                    "limit.sends",
                    "this contact got as many automated messages this hour as the workspace allows",
                ));
            }
            Some(left) => *left -= 1,
            None => {}
        }
        Ok(self.act(Action::Send {
            content: Box::new(content),
            quote,
        }))
    }

    /// Whether a line leaves this node by `handle`.
    pub(crate) fn is_wired(&self, handle: &Handle) -> bool {
        self.flow.follow(&self.node.id, handle).is_some()
    }
}

/// The row that shows the next rows of a long list.
pub(crate) fn more(ctx: &Ctx<'_>) -> String {
    super::texts::more(ctx.flow.settings()).to_owned()
}

/// Said when an answer is not one.
pub(crate) fn invalid_text(ctx: &Ctx<'_>) -> String {
    super::texts::invalid(ctx.flow.settings()).to_owned()
}

/// Content from JSON, for kinds whose shape is easier written so.
pub(crate) fn content(json: Value) -> Result<OutboundContent, Fault> {
    OutboundContent::from_json(json).map_err(|error| Fault::new(Handle::SEND_FAILED, "send.shape", error.to_string()))
}

/// News of a message that a node waits for: a failure leaves by the handle for it.
pub(crate) fn failed_send(code: Option<i64>) -> Fault {
    let handle = match code {
        // https://developers.facebook.com/docs/whatsapp/cloud-api/support/error-codes
        Some(131_047) => Handle::WINDOW_CLOSED,
        Some(131_050) => Handle::OPTED_OUT,
        Some(131_051..=131_053) => Handle::MEDIA_REJECTED,
        _ => Handle::SEND_FAILED,
    };
    let code = code.map_or_else(|| "without a code".to_owned(), |code| format!("with code {code}"));
    Fault::new(handle, "send.failed", format!("the message failed {code}"))
}
