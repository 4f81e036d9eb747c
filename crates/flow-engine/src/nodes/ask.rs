//! Ask a question and wait for an answer of a certain type.

use cloud_api::outbound::{LIMITS, OutboundContent};
use serde_json::json;

use super::parts::Patience;
use super::*;
use crate::answers::Expected;
use crate::engine::{Fault, failed_send, invalid_text};
use crate::expr::Template;
use crate::run::{Message, SentStatus};

/// Ask a question and wait for the answer. An answer that is none is asked for again.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Ask {
    /// The question.
    #[schemars(extend("maxLength" = 4096, "x-ui" = {"widget": "message"}))]
    pub prompt: Template,
    /// What counts as an answer.
    pub answer: Expected,
    /// Remember the answer.
    #[schemars(extend("x-ui" = {"widget": "variable"}))]
    pub save_to: String,
    /// Write it into a field of the contact too.
    #[schemars(extend("x-ui" = {"widget": "contact_field"}))]
    pub save_to_field: String,
    /// How often it is asked again.
    #[schemars(range(max = 10))]
    pub retries: u8,
    /// What is said then.
    pub retry_text: Template,
    /// How long to wait.
    #[schemars(extend("x-ui" = {"widget": "duration"}))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub timeout_seconds: Option<u64>,
    /// Asks again when nobody answers.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reminder: Option<Reminder>,
}

impl Node for Ask {
    const KIND: &'static str = "ask";
    const TITLE: &'static str = "Ask";
    const GROUP: Group = Group::Questions;
    const TRAITS: Traits = Traits::SENDS_AND_WAITS;
    const EXITS: &'static [Exit] = &[
        must("reply", "The answer is there."),
        may("invalid", "Still no answer after all repetitions."),
        may("timeout", "Nobody answered in time."),
    ];

    fn enter(&self, ctx: &mut Ctx<'_>) -> Result<Outcome, Halt> {
        let text = ctx.text(&self.prompt)?;
        let key = ctx.send(OutboundContent::text(text), None)?;
        Ok(Patience::start(ctx, self.timeout_seconds).wait(ctx, ctx.now(), Some(key), self.reminder.as_ref(), &[]))
    }

    fn wake(&self, ctx: &mut Ctx<'_>, wait: &Wait, woken: Woken<'_>) -> Result<Outcome, Halt> {
        let mut patience = Patience::of(wait);
        let message = match woken {
            Woken::Reply(message) => message,
            Woken::Timer => return Ok(patience.timer(ctx, wait, self.reminder.as_ref(), &[])?),
            Woken::Status(SentStatus::Failed, code) => return Err(failed_send(code).into()),
            Woken::Status(..) | Woken::Webhook | Woken::Submission(_) | Woken::Released | Woken::Returned { .. } => return Ok(Outcome::Stay),
        };
        if let Some(answer) = self.answer.read(message, crate::expr::Scope::locale(ctx)) {
            self.keep(ctx, message, answer)?;
            return Ok(Outcome::Take(Handle::REPLY));
        }
        ctx.output(json!({"text": message.text}));
        if patience.attempts >= self.retries {
            return Ok(Outcome::Take(Handle::INVALID));
        }
        patience.attempts += 1;
        let text = match ctx.optional(&self.retry_text)? {
            Some(text) => text,
            None => invalid_text(ctx),
        };
        let key = ctx.send(OutboundContent::text(text), None)?;
        Ok(patience.wait(ctx, wait.since, Some(key), self.reminder.as_ref(), &[]))
    }

    fn check(&self, report: &mut Report<'_>) {
        report.words("prompt", &self.prompt, LIMITS.text.body);
        report.length("retry_text", &self.retry_text, LIMITS.text.body);
        if let Some(problem) = self.answer.problem() {
            report.error("answer.invalid", "answer", problem);
        }
    }

    fn writes(&self) -> Vec<Write> {
        let mut writes = super::buttons::saved(&self.save_to);
        writes.iter_mut().for_each(|write| write.kind = Some(self.answer.holds()));
        writes
    }
}

impl Ask {
    fn keep(&self, ctx: &mut Ctx<'_>, message: &Message, answer: Value) -> Result<(), Fault> {
        ctx.output(json!({"value": answer, "text": message.text}));
        if !self.save_to.is_empty() {
            ctx.set_var(&self.save_to, answer.clone())?;
        }
        if !self.save_to_field.is_empty() {
            super::update_contact::set_field(ctx, &self.save_to_field, answer);
        }
        Ok(())
    }
}
