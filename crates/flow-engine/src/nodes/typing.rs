//! Show that somebody types.

use std::time::Duration;

use cloud_api::outbound::LIMITS;

use super::*;
use crate::effect::Action;
use crate::engine::Waiting;
use crate::run::WakeOn;

/// Mark the customer's last message as read, show that somebody types, and wait so long.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Typing {
    /// For how long. WhatsApp shows it for at most 25 seconds.
    #[schemars(range(min = 0, max = 25))]
    pub seconds: u8,
}

impl Node for Typing {
    const KIND: &'static str = "typing";
    const TITLE: &'static str = "Typing";
    const GROUP: Group = Group::Messages;
    const TRAITS: Traits = Traits::WAITS;
    const EXITS: &'static [Exit] = &[must("next", "The time is over.")];

    fn enter(&self, ctx: &mut Ctx<'_>) -> Result<Outcome, Halt> {
        let message = crate::expr::Path(vec!["message".to_owned(), "id".to_owned()]).value(ctx);
        let seconds = self.seconds.min(LIMITS.typing_seconds as u8);
        if let Some(message) = message.as_str().filter(|id| !id.is_empty()) {
            ctx.act(Action::Typing {
                message: message.to_owned(),
                seconds,
            });
        }
        if seconds == 0 {
            return Ok(Outcome::Take(Handle::NEXT));
        }
        Ok(Outcome::Wait(Waiting {
            on: vec![WakeOn::Timer],
            until: Some(ctx.now() + Duration::from_secs(u64::from(seconds))),
            ..Waiting::default()
        }))
    }

    fn wake(&self, _ctx: &mut Ctx<'_>, _wait: &Wait, woken: Woken<'_>) -> Result<Outcome, Halt> {
        Ok(if matches!(woken, Woken::Timer) {
            Outcome::Take(Handle::NEXT)
        } else {
            Outcome::Stay
        })
    }

    fn check(&self, report: &mut Report<'_>) {
        if u32::from(self.seconds) > LIMITS.typing_seconds {
            report.error(
                "typing.too_long",
                "seconds",
                format!("WhatsApp shows it for at most {} seconds", LIMITS.typing_seconds),
            );
        }
    }
}
