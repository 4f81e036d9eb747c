//! Where a run begins.

use crate::triggers::Trigger;

use super::*;
use crate::logic::When;

/// Where a run begins: what starts the flow, and for whom.
///
/// Every flow has exactly one. A subflow needs no triggers: it begins here when it is called.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Start {
    /// Each of these starts the flow.
    #[schemars(extend("x-ui" = {"widget": "triggers"}))]
    pub triggers: Vec<Trigger>,
    /// The flow starts only when this holds too.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub only_when: Option<When>,
}

impl Node for Start {
    const KIND: &'static str = "start";
    const TITLE: &'static str = "Start";
    const GROUP: Group = Group::Logic;
    const EXITS: &'static [Exit] = &[must("next", "The run begins.")];

    fn enter(&self, ctx: &mut Ctx<'_>) -> Result<Outcome, Halt> {
        if let Some(when) = &self.only_when
            && !when.holds(ctx)?
        {
            return Ok(Outcome::End {
                outcome: "not_for_this_contact".to_owned(),
                result: crate::run::RunResult::Done,
            });
        }
        Ok(Outcome::Take(Handle::NEXT))
    }

    fn check(&self, report: &mut Report<'_>) {
        for (place, trigger) in self.triggers.iter().enumerate() {
            for problem in trigger.problems() {
                report.error("trigger.invalid", &format!("triggers[{place}]"), problem);
            }
            trigger.references(&format!("triggers[{place}]"), report);
        }
        if let Some(when) = &self.only_when {
            when.check("only_when", report);
        }
    }
}
