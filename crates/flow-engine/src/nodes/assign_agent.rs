//! Choose who looks after the conversation.

use serde_json::json;

use super::http_request::wrong_answer;
use super::*;
use crate::effect::Action;
use crate::engine::Fault;
use crate::host::{AgentQuestion, AgentStrategy, Answer, Question};

/// Choose who looks after the conversation. The flow goes on; use *Hand off* to stop it.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct AssignAgent {
    /// One person.
    #[schemars(extend("x-ui" = {"widget": "member"}))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub user: Option<String>,
    /// Somebody of a team.
    #[schemars(extend("x-ui" = {"widget": "team"}))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub team: Option<String>,
    /// How one is chosen.
    pub strategy: AgentStrategy,
    /// Only who is online.
    pub online_only: bool,
    /// Only who has fewer open conversations than this.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub capacity: Option<u32>,
}

impl Node for AssignAgent {
    const KIND: &'static str = "assign_agent";
    const TITLE: &'static str = "Assign agent";
    const GROUP: Group = Group::People;
    const TRAITS: Traits = Traits::ASKS;
    const EXITS: &'static [Exit] = &[must("next", "Somebody has it."), may("handoff_unavailable", "Nobody could take it.")];

    fn enter(&self, ctx: &mut Ctx<'_>) -> Result<Outcome, Halt> {
        let question = AgentQuestion {
            user: self.user.clone(),
            team: self.team.clone(),
            strategy: self.strategy,
            online_only: self.online_only,
            capacity: self.capacity,
        };
        let user = who(ctx, question)?;
        ctx.output(json!({"user": user}));
        ctx.act(Action::Assign { user });
        Ok(Outcome::Take(Handle::NEXT))
    }

    fn check(&self, report: &mut Report<'_>) {
        report.member("user", self.user.as_deref());
        report.team("team", self.team.as_deref());
        if self.user.is_some() && self.team.is_some() {
            report.error("assign.both", "team", "choose a person or a team, not both");
        }
    }
}

pub(super) fn who(ctx: &Ctx<'_>, question: AgentQuestion) -> Result<String, Halt> {
    match ctx.answer_to(Some(Question::Agent(question)))? {
        Answer::Agent { user: Some(user) } => Ok(user),
        Answer::Agent { user: None } | Answer::Timeout => {
            Err(Fault::new(Handle::HANDOFF_UNAVAILABLE, "agent.none", "nobody could take the conversation").into())
        }
        Answer::Failed { message } | Answer::Network { message } => Err(Fault::error("agent.failed", message).into()),
        Answer::Function { .. } | Answer::Http { .. } | Answer::Llm { .. } => Err(wrong_answer().into()),
    }
}
