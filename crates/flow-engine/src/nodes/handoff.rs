//! Hand the conversation over to people.

use cloud_api::outbound::{LIMITS, OutboundContent};

use super::*;
use crate::effect::{Action, HandOffTo, Priority, ResumePolicy};
use crate::engine::Waiting;
use crate::expr::Template;
use crate::host::{AgentQuestion, AgentStrategy};
use crate::run::{RunResult, WakeOn};

/// Hand the conversation over to people. Nothing automatic is said after that, until the conversation is given back.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Handoff {
    /// Who takes it.
    pub to: HandOffTo,
    /// Hand it over only when somebody is online; else leave by `handoff_unavailable`.
    pub online_only: bool,
    /// What the customer is told.
    #[schemars(extend("x-ui" = {"widget": "message"}))]
    pub message: Template,
    /// What the team is told.
    #[schemars(extend("x-ui" = {"widget": "long_text"}))]
    pub note: Template,
    /// How urgent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub priority: Option<Priority>,
    /// When the flow goes on.
    pub resume: ResumePolicy,
}

impl Node for Handoff {
    const KIND: &'static str = "handoff";
    const TITLE: &'static str = "Hand off";
    const GROUP: Group = Group::People;
    const TRAITS: Traits = Traits {
        waits: true,
        asks: true,
        ends: true,
        ..Traits::PLAIN
    };
    const EXITS: &'static [Exit] = &[
        may("resumed", "The conversation was given back."),
        may("handoff_unavailable", "Nobody is online."),
        may("error", "Something else went wrong."),
    ];

    fn exits(&self) -> Vec<Handle> {
        match self.resume {
            ResumePolicy::Never => Vec::new(),
            ResumePolicy::AfterClose | ResumePolicy::AfterIdle(_) => vec![Handle::RESUMED],
        }
    }

    fn waits(&self) -> bool {
        self.resume != ResumePolicy::Never
    }

    fn enter(&self, ctx: &mut Ctx<'_>) -> Result<Outcome, Halt> {
        let mut to = self.to.clone();
        if self.online_only {
            let (user, team) = match &self.to {
                HandOffTo::Anyone => (None, None),
                HandOffTo::User(user) => (Some(user.clone()), None),
                HandOffTo::Team(team) => (None, Some(team.clone())),
            };
            let question = AgentQuestion {
                user,
                team,
                strategy: AgentStrategy::RoundRobin,
                online_only: true,
                capacity: None,
            };
            to = HandOffTo::User(super::assign_agent::who(ctx, question)?);
        }
        if let Some(text) = ctx.optional(&self.message)? {
            // The hand-over matters more than the words: a closed window does not stop it.
            let _ = ctx.send(OutboundContent::text(text), None);
        }
        let note = ctx.text(&self.note)?;
        ctx.act(Action::HandOff {
            to,
            note,
            priority: self.priority,
            resume: self.resume,
        });
        Ok(match self.resume {
            ResumePolicy::Never => Outcome::End {
                outcome: "handed_off".to_owned(),
                result: RunResult::HandedOff,
            },
            ResumePolicy::AfterClose | ResumePolicy::AfterIdle(_) => Outcome::Wait(Waiting {
                on: vec![WakeOn::Release],
                ..Waiting::default()
            }),
        })
    }

    fn wake(&self, _ctx: &mut Ctx<'_>, _wait: &Wait, woken: Woken<'_>) -> Result<Outcome, Halt> {
        Ok(if matches!(woken, Woken::Released) {
            Outcome::Take(Handle::RESUMED)
        } else {
            Outcome::Stay
        })
    }

    fn check(&self, report: &mut Report<'_>) {
        report.length("message", &self.message, LIMITS.text.body);
        match &self.to {
            HandOffTo::Anyone => {}
            HandOffTo::User(user) => report.member("to", Some(user)),
            HandOffTo::Team(team) => report.team("to", Some(team)),
        }
    }
}
