//! Pause the run, then carry on.

use super::*;
use crate::engine::{Fault, Waiting};
use crate::expr::filters::moment;
use crate::expr::{Scope as _, Template};
use crate::limits::MAX_WAIT_SECONDS;
use crate::run::WakeOn;

/// Pause the run, then carry on. The wait survives restarts.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Delay {
    /// How long.
    pub until: Until,
    /// A reply of the customer ends the wait, and leaves by `reply`.
    #[serde(default)]
    pub reply_ends_it: bool,
}

/// How long a run pauses.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "type", rename_all = "snake_case", deny_unknown_fields)]
pub enum Until {
    /// So many seconds, at most 30 days.
    Duration {
        /// How many.
        #[schemars(range(min = 1, max = 2_592_000), extend("x-ui" = {"widget": "duration"}))]
        seconds: u64,
    },
    /// Until a day or moment, at most 30 days away. When it is past, the run carries on at once.
    Date {
        /// `2026-12-24`, `2026-12-24T10:00:00Z`, or a value.
        at: Template,
    },
    /// Until the business is open.
    BusinessHours {
        /// Which of the workspace's calendars; empty means its main one.
        #[serde(default)]
        #[schemars(extend("x-ui" = {"widget": "calendar_picker"}))]
        calendar: String,
    },
}

impl Node for Delay {
    const KIND: &'static str = "delay";
    const TITLE: &'static str = "Delay";
    const GROUP: Group = Group::Logic;
    const TRAITS: Traits = Traits::WAITS;
    const EXITS: &'static [Exit] = &[must("next", "The time is over."), may("reply", "The customer wrote before.")];

    fn exits(&self) -> Vec<Handle> {
        if self.reply_ends_it {
            vec![Handle::NEXT, Handle::REPLY]
        } else {
            vec![Handle::NEXT]
        }
    }

    fn required(&self) -> Vec<Handle> {
        self.exits()
    }

    fn enter(&self, ctx: &mut Ctx<'_>) -> Result<Outcome, Halt> {
        let until = match &self.until {
            Until::Duration { seconds } => ctx.after(*seconds),
            Until::Date { at } => {
                let value = ctx.value(at)?;
                let moment = moment(&value, ctx.locale()).ok_or_else(|| Fault::error("delay.date", format!("`{}` is not a date", at.source())))?;
                model::Timestamp::from_millis(moment.timestamp_millis()).min(ctx.after(MAX_WAIT_SECONDS))
            }
            Until::BusinessHours { calendar } => super::business_hours::calendar(ctx, None, calendar)?
                .next_open(ctx.now(), ctx.zone())
                .ok_or_else(|| Fault::error("calendar.never_open", "these opening hours are never open"))?
                .min(ctx.after(MAX_WAIT_SECONDS)),
        };
        if until <= ctx.now() {
            return Ok(Outcome::Take(Handle::NEXT));
        }
        let mut on = vec![WakeOn::Timer];
        if self.reply_ends_it {
            on.push(WakeOn::Reply);
        }
        Ok(Outcome::Wait(Waiting {
            on,
            until: Some(until),
            ..Waiting::default()
        }))
    }

    fn wake(&self, _ctx: &mut Ctx<'_>, _wait: &Wait, woken: Woken<'_>) -> Result<Outcome, Halt> {
        Ok(match woken {
            Woken::Timer => Outcome::Take(Handle::NEXT),
            Woken::Reply(_) if self.reply_ends_it => Outcome::Take(Handle::REPLY),
            _ => Outcome::Stay,
        })
    }

    fn check(&self, report: &mut Report<'_>) {
        match &self.until {
            Until::Duration { seconds } if !(1..=MAX_WAIT_SECONDS).contains(seconds) => {
                report.error("delay.too_long", "until.seconds", "a delay takes between a second and 30 days");
            }
            Until::BusinessHours { calendar } => report.calendar_named("until.calendar", calendar),
            Until::Date { at } if at.is_empty() => report.error("delay.date", "until.at", "give a day"),
            _ => {}
        }
    }
}
