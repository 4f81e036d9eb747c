//! Change the conversation itself.

use super::*;
use crate::effect::{Action, Priority};

/// Open, close, put aside, prioritise or label the conversation.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "do", rename_all = "snake_case", deny_unknown_fields)]
pub enum Conversation {
    /// Open it.
    Open,
    /// Close it.
    Close {
        /// Why.
        #[serde(default)]
        reason: String,
    },
    /// Put it aside for a while.
    Snooze {
        /// For how long.
        #[schemars(range(min = 60, max = 2_592_000), extend("x-ui" = {"widget": "duration"}))]
        seconds: u64,
    },
    /// Say how urgent it is.
    Prioritize {
        /// How urgent.
        priority: Priority,
    },
    /// Label it.
    Tag {
        /// Labels to add.
        #[serde(default)]
        #[schemars(extend("x-ui" = {"widget": "tags"}))]
        add: Vec<String>,
        /// Labels to take off.
        #[serde(default)]
        #[schemars(extend("x-ui" = {"widget": "tags"}))]
        remove: Vec<String>,
    },
}

impl Node for Conversation {
    const KIND: &'static str = "conversation";
    const TITLE: &'static str = "Conversation";
    const GROUP: Group = Group::People;
    const EXITS: &'static [Exit] = &[must("next", "It is done.")];

    fn enter(&self, ctx: &mut Ctx<'_>) -> Result<Outcome, Halt> {
        let action = match self {
            Self::Open => Action::Open,
            Self::Close { reason } => Action::Close { reason: reason.clone() },
            Self::Snooze { seconds } => Action::Snooze { until: ctx.after(*seconds) },
            Self::Prioritize { priority } => Action::Prioritize { priority: *priority },
            Self::Tag { add, remove } => Action::TagConversation {
                add: add.clone(),
                remove: remove.clone(),
            },
        };
        ctx.act(action);
        Ok(Outcome::Take(Handle::NEXT))
    }

    fn check(&self, report: &mut Report<'_>) {
        if let Self::Tag { add, remove } = self {
            report.tags("add", add);
            report.tags("remove", remove);
        }
    }
}
