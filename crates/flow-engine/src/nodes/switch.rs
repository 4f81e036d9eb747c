//! The first of several cases that holds.

use super::*;
use crate::logic::When;

/// Go the way of the first case that holds; none: `default`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Switch {
    /// The cases, in the order they are tried.
    pub cases: Vec<Case>,
}

/// One case.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Case {
    /// Stable word of the exit.
    pub id: String,
    /// What the canvas shows.
    #[serde(default)]
    pub label: String,
    /// When it is taken.
    #[schemars(extend("x-ui" = {"widget": "condition"}))]
    pub when: When,
}

impl Node for Switch {
    const KIND: &'static str = "switch";
    const TITLE: &'static str = "Switch";
    const GROUP: Group = Group::Logic;
    const EXITS: &'static [Exit] = &[must("case:", "This case holds, and none before it."), must("default", "No case holds.")];

    fn exits(&self) -> Vec<Handle> {
        self.required()
    }

    fn required(&self) -> Vec<Handle> {
        self.cases.iter().map(|case| Handle::case(&case.id)).chain([Handle::DEFAULT]).collect()
    }

    fn enter(&self, ctx: &mut Ctx<'_>) -> Result<Outcome, Halt> {
        for case in &self.cases {
            if case.when.holds(ctx)? {
                return Ok(Outcome::Take(Handle::case(&case.id)));
            }
        }
        Ok(Outcome::Take(Handle::DEFAULT))
    }

    fn check(&self, report: &mut Report<'_>) {
        if self.cases.is_empty() {
            report.error("switch.empty", "cases", "add a case");
        }
        report.ids("cases", self.cases.iter().map(|case| case.id.as_str()));
        for (place, case) in self.cases.iter().enumerate() {
            case.when.check(&format!("cases[{place}].when"), report);
        }
    }
}
