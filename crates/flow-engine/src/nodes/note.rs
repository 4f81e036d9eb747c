//! Leave words for the team.

use super::*;
use crate::effect::Action;
use crate::expr::Template;

/// Write an internal note. The customer never sees it.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Note {
    /// The words.
    #[schemars(extend("x-ui" = {"widget": "long_text"}))]
    pub text: Template,
    /// Who is told.
    #[schemars(extend("x-ui" = {"widget": "members"}))]
    pub mentions: Vec<String>,
}

impl Node for Note {
    const KIND: &'static str = "note";
    const TITLE: &'static str = "Note";
    const GROUP: Group = Group::People;
    const EXITS: &'static [Exit] = &[must("next", "The note is written.")];

    fn enter(&self, ctx: &mut Ctx<'_>) -> Result<Outcome, Halt> {
        if let Some(text) = ctx.optional(&self.text)? {
            ctx.act(Action::Note {
                text,
                mentions: self.mentions.clone(),
            });
        }
        Ok(Outcome::Take(Handle::NEXT))
    }

    fn check(&self, report: &mut Report<'_>) {
        if self.text.is_empty() {
            report.error("note.empty", "text", "write something");
        }
        self.mentions.iter().for_each(|user| report.member("mentions", Some(user)));
    }
}
