//! Go on elsewhere.

use super::*;
use crate::engine::Fault;
use crate::graph::FlowRef;

/// Go on at another node, or in another flow for good.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Goto {
    /// A node of this flow, by id.
    #[schemars(extend("x-ui" = {"widget": "node_picker"}))]
    pub node: String,
    /// Another flow; without a version the published one. Variables of the same name go along.
    #[schemars(extend("x-ui" = {"widget": "flow_picker"}))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub flow: Option<FlowRef>,
    /// How often this way is taken between two messages of the customer; 3 at most.
    #[schemars(range(min = 1, max = 3))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub times: Option<u32>,
}

impl Node for Goto {
    const KIND: &'static str = "goto";
    const TITLE: &'static str = "Go to";
    const GROUP: Group = Group::Logic;
    const EXITS: &'static [Exit] = &[may("limit", "This way was taken as often as it may.")];

    fn enter(&self, ctx: &mut Ctx<'_>) -> Result<Outcome, Halt> {
        if self.times.is_some_and(|times| ctx.visits() > times) {
            return Err(Fault::new(Handle::LIMIT, "limit.goto", format!("this way was taken {} times", ctx.visits() - 1)).into());
        }
        Ok(match &self.flow {
            Some(flow) => Outcome::Leave(flow.clone()),
            None => Outcome::Jump(self.node.clone()),
        })
    }

    fn check(&self, report: &mut Report<'_>) {
        match (&self.flow, self.node.is_empty()) {
            (Some(_), false) => report.error("goto.both", "flow", "choose a node or a flow, not both"),
            (None, true) => report.error("goto.nowhere", "node", "choose where to go"),
            (None, false) => report.node("node", &self.node),
            (Some(flow), true) => report.flow("flow", flow),
        }
    }
}
