//! May we still write freely?

use serde_json::json;

use super::*;

/// Look whether the customer's 24-hour window is open, and for long enough.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct WindowCheck {
    /// How many minutes must be left.
    #[schemars(range(max = 1440))]
    pub minutes: u32,
}

impl Node for WindowCheck {
    const KIND: &'static str = "window_check";
    const TITLE: &'static str = "Window check";
    const GROUP: Group = Group::Logic;
    const EXITS: &'static [Exit] = &[
        must("open", "It is open, for at least so long."),
        may("closing", "It is open, but not for so long."),
        must("closed", "It is closed: only templates may go."),
    ];

    fn enter(&self, ctx: &mut Ctx<'_>) -> Result<Outcome, Halt> {
        let window = model::ServiceWindow {
            expires_at: ctx.facts().window_expires_at,
        };
        let left = window.expires_at.map_or(0, |at| at.since(ctx.now()).as_secs() / 60);
        ctx.output(json!({"minutes_left": left}));
        Ok(Outcome::Take(match window.is_open(ctx.now()) {
            false => Handle::CLOSED,
            true if left >= u64::from(self.minutes) => Handle::OPEN,
            // Without a line for it, a window that is about to close counts as closed.
            true if ctx.is_wired(&Handle::CLOSING) => Handle::CLOSING,
            true => Handle::CLOSED,
        }))
    }
}
