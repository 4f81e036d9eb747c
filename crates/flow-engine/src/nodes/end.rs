//! The flow ends here.

use super::*;
use crate::effect::Action;
use crate::run::RunResult;

/// The flow ends here. A subflow goes back to the flow that called it.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct End {
    /// A word for how it ended, for statistics.
    pub outcome: String,
    /// Close the conversation too.
    pub close_conversation: bool,
}

impl Node for End {
    const KIND: &'static str = "end";
    const TITLE: &'static str = "End";
    const GROUP: Group = Group::Logic;
    const TRAITS: Traits = Traits::ENDS;
    const EXITS: &'static [Exit] = &[];

    fn enter(&self, ctx: &mut Ctx<'_>) -> Result<Outcome, Halt> {
        if self.close_conversation {
            ctx.act(Action::Close {
                reason: self.outcome.clone(),
            });
        }
        Ok(Outcome::End {
            outcome: self.outcome.clone(),
            result: RunResult::Done,
        })
    }
}
