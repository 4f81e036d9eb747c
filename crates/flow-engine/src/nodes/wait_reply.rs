//! Wait for the customer without saying anything.

use serde_json::json;

use super::parts::Patience;
use super::*;

/// Wait for the customer's next message without saying anything.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct WaitReply {
    /// Which messages count; none named means all. Others are not for this run.
    pub accepts: Vec<Accepts>,
    /// How long to wait.
    #[schemars(extend("x-ui" = {"widget": "duration"}))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub timeout_seconds: Option<u64>,
    /// Remember its words.
    #[schemars(extend("x-ui" = {"widget": "variable"}))]
    pub save_to: String,
}

/// What sort of message.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Accepts {
    /// Words, or a tap.
    Text,
    /// A file.
    Media,
    /// A place.
    Location,
}

impl Node for WaitReply {
    const KIND: &'static str = "wait_reply";
    const TITLE: &'static str = "Wait for reply";
    const GROUP: Group = Group::Questions;
    const TRAITS: Traits = Traits::WAITS;
    const EXITS: &'static [Exit] = &[must("reply", "The customer wrote."), may("timeout", "Nobody wrote in time.")];

    fn enter(&self, ctx: &mut Ctx<'_>) -> Result<Outcome, Halt> {
        Ok(Patience::start(ctx, self.timeout_seconds).wait(ctx, ctx.now(), None, None, &[]))
    }

    fn wake(&self, ctx: &mut Ctx<'_>, _wait: &Wait, woken: Woken<'_>) -> Result<Outcome, Halt> {
        let message = match woken {
            Woken::Reply(message) => message,
            Woken::Timer => return Ok(Outcome::Take(Handle::TIMEOUT)),
            Woken::Status(..) | Woken::Webhook | Woken::Submission(_) | Woken::Released | Woken::Returned { .. } => return Ok(Outcome::Stay),
        };
        let fits = |accepts: &Accepts| match accepts {
            Accepts::Text => !message.text.is_empty(),
            Accepts::Media => message.media.is_object(),
            Accepts::Location => message.location.is_object(),
        };
        if !self.accepts.is_empty() && !self.accepts.iter().any(fits) {
            return Ok(Outcome::Stay);
        }
        ctx.output(json!(message));
        if !self.save_to.is_empty() {
            ctx.set_var(&self.save_to, message.text.clone().into())?;
        }
        Ok(Outcome::Take(Handle::REPLY))
    }

    fn writes(&self) -> Vec<Write> {
        super::buttons::saved(&self.save_to)
    }
}
