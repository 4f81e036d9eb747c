//! Send one of Meta's native forms and wait for it to be filled in.

use cloud_api::outbound::LIMITS;
use serde_json::json;

use super::parts::{Patience, body, footer};
use super::*;
use crate::engine::{content, failed_send};
use crate::expr::Template;
use crate::run::{SentStatus, WakeOn};

/// Send a WA Flow, Meta's native form, and wait for it to be filled in.
///
/// The answers are in `{{nodes.<name>}}` and, when you name one, in a variable.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct SendWaFlow {
    /// The WA Flow.
    #[schemars(extend("x-ui" = {"widget": "wa_flow_picker"}))]
    pub wa_flow: String,
    /// What stands on top.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub header: Option<Header>,
    /// The words, at most 1024 characters.
    #[schemars(extend("maxLength" = 1024, "x-ui" = {"widget": "message"}))]
    pub body: Template,
    /// Small words below, at most 60 characters.
    pub footer: Template,
    /// The button's label, at most 30 characters.
    pub label: Template,
    /// How the first screen comes: as it is, or from our server.
    pub first: First,
    /// The first screen.
    pub screen: String,
    /// What the first screen is filled with; texts may hold values.
    #[schemars(extend("x-ui" = {"widget": "json"}))]
    #[serde(skip_serializing_if = "Value::is_null")]
    pub prefill: Value,
    /// How long the form can be sent in.
    #[schemars(range(min = 60, max = 2_592_000), extend("x-ui" = {"widget": "duration"}))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub token_seconds: Option<u64>,
    /// How long to wait.
    #[schemars(extend("x-ui" = {"widget": "duration"}))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub timeout_seconds: Option<u64>,
    /// Remember the answers, as an object.
    #[schemars(extend("x-ui" = {"widget": "variable"}))]
    pub save_to: String,
}

/// How the first screen comes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum First {
    /// As it is, with the prefill.
    #[default]
    Navigate,
    /// Our server makes it.
    DataExchange,
}

impl Node for SendWaFlow {
    const KIND: &'static str = "send_wa_flow";
    const TITLE: &'static str = "Send WA Flow";
    const GROUP: Group = Group::Questions;
    const TRAITS: Traits = Traits::SENDS_AND_WAITS;
    const EXITS: &'static [Exit] = &[
        must("submitted", "The form was filled in."),
        may("closed", "The form was put aside, or its time is over."),
        may("other", "The customer wrote instead."),
        may("timeout", "Nobody answered in time."),
    ];

    fn enter(&self, ctx: &mut Ctx<'_>) -> Result<Outcome, Halt> {
        // A random token takes the place of this key when the message leaves; a form that comes back is found by it.
        let token = ctx.next_key();
        let mut parameters = json!({
            "flow_message_version": "3", "flow_id": self.wa_flow, "flow_token": token, "flow_cta": ctx.text(&self.label)?,
            "flow_action": if self.first == First::Navigate { "navigate" } else { "data_exchange" },
        });
        if self.first == First::Navigate {
            let mut payload = json!({"screen": self.screen});
            if self.prefill.as_object().is_some_and(|prefill| !prefill.is_empty()) {
                payload["data"] = ctx.json(&self.prefill)?;
            }
            parameters["flow_action_payload"] = payload;
        }
        let mut message = json!({"type": "interactive", "interactive": {"type": "flow",
            "body": body(ctx, &self.body)?, "action": {"name": "flow", "parameters": parameters}}});
        if let Some(header) = Header::build(self.header.as_ref(), ctx)? {
            message["interactive"]["header"] = json!(header);
        }
        if let Some(footer) = footer(ctx, &self.footer)? {
            message["interactive"]["footer"] = json!(footer);
        }
        let key = ctx.send(content(message)?, None)?;
        Ok(Patience::start(ctx, self.patience()).wait(ctx, ctx.now(), Some(key), None, &[WakeOn::Submission]))
    }

    fn wake(&self, ctx: &mut Ctx<'_>, wait: &Wait, woken: Woken<'_>) -> Result<Outcome, Halt> {
        match woken {
            Woken::Submission(data) => {
                ctx.output(data.clone());
                if !self.save_to.is_empty() {
                    ctx.set_var(&self.save_to, data.clone())?;
                }
                Ok(Outcome::Take(Handle::SUBMITTED))
            }
            Woken::Reply(message) if ctx.is_wired(&Handle::OTHER) => {
                ctx.output(json!({"text": message.text}));
                Ok(Outcome::Take(Handle::OTHER))
            }
            Woken::Timer => {
                let token_over = self
                    .token_seconds
                    .is_some_and(|seconds| wait.since + std::time::Duration::from_secs(seconds) <= ctx.now());
                Ok(Outcome::Take(if token_over && ctx.is_wired(&Handle::CLOSED) {
                    Handle::CLOSED
                } else {
                    Handle::TIMEOUT
                }))
            }
            Woken::Status(SentStatus::Failed, code) => Err(failed_send(code).into()),
            Woken::Reply(_) | Woken::Status(..) | Woken::Webhook | Woken::Released | Woken::Returned { .. } => Ok(Outcome::Stay),
        }
    }

    fn check(&self, report: &mut Report<'_>) {
        report.wa_flow("wa_flow", &self.wa_flow);
        report.header(self.header.as_ref(), true);
        report.words("body", &self.body, LIMITS.interactive.body);
        report.length("footer", &self.footer, LIMITS.interactive.footer);
        report.words("label", &self.label, LIMITS.interactive.flow.cta);
        if self.first == First::Navigate && self.screen.is_empty() {
            report.error("wa_flow.screen", "screen", "choose the first screen");
        } else if self.first == First::Navigate {
            report.wa_flow_screen("screen", &self.wa_flow, &self.screen);
        }
    }

    fn writes(&self) -> Vec<Write> {
        let mut writes = super::buttons::saved(&self.save_to);
        writes.iter_mut().for_each(|write| write.kind = Some(VariableKind::Object));
        writes
    }
}

impl SendWaFlow {
    fn patience(&self) -> Option<u64> {
        match (self.timeout_seconds, self.token_seconds) {
            (Some(one), Some(other)) => Some(one.min(other)),
            (one, other) => one.or(other),
        }
    }
}
