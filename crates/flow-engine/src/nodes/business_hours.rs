//! Is the business open?

use super::*;
use crate::engine::Fault;
use crate::hours::Calendar;

/// Go one way while the business is open, and the other while it is closed.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct BusinessHours {
    /// Which of the workspace's calendars; empty means its main one.
    #[schemars(extend("x-ui" = {"widget": "calendar_picker"}))]
    pub calendar: String,
    /// Hours of this flow's own instead.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hours: Option<Calendar>,
}

impl Node for BusinessHours {
    const KIND: &'static str = "business_hours";
    const TITLE: &'static str = "Business hours";
    const GROUP: Group = Group::Logic;
    const EXITS: &'static [Exit] = &[must("open", "It is open now."), must("closed", "It is closed now.")];

    fn enter(&self, ctx: &mut Ctx<'_>) -> Result<Outcome, Halt> {
        let open = calendar(ctx, self.hours.as_ref(), &self.calendar)?.is_open(ctx.now(), ctx.zone());
        Ok(Outcome::Take(if open { Handle::OPEN } else { Handle::CLOSED }))
    }

    fn check(&self, report: &mut Report<'_>) {
        report.calendar(&self.calendar, self.hours.as_ref());
    }
}

pub(super) fn calendar<'c>(ctx: &'c Ctx<'_>, own: Option<&'c Calendar>, name: &str) -> Result<&'c Calendar, Fault> {
    let name = if name.is_empty() { "default" } else { name };
    own.or_else(|| ctx.facts().calendars.get(name))
        .ok_or_else(|| Fault::error("calendar.missing", format!("the workspace has no opening hours called `{name}`")))
}
