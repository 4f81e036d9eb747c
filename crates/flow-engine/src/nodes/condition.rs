//! One way or the other.

use super::*;
use crate::logic::When;

/// Go one way when the condition holds, and the other when not. What cannot be compared is an error, never "no".
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Condition {
    /// The condition.
    #[schemars(extend("x-ui" = {"widget": "condition"}))]
    pub when: When,
}

impl Node for Condition {
    const KIND: &'static str = "condition";
    const TITLE: &'static str = "Condition";
    const GROUP: Group = Group::Logic;
    const EXITS: &'static [Exit] = &[must("true", "It holds."), must("false", "It does not.")];

    fn enter(&self, ctx: &mut Ctx<'_>) -> Result<Outcome, Halt> {
        Ok(Outcome::Take(if self.when.holds(ctx)? { Handle::TRUE } else { Handle::FALSE }))
    }

    fn check(&self, report: &mut Report<'_>) {
        self.when.check("when", report);
    }
}
