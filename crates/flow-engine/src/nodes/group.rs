//! A frame around nodes on the canvas.

use super::*;
use crate::engine::Fault;

/// A frame around nodes on the canvas. It is never run.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Grouping {
    /// Its title.
    pub title: String,
    /// Ids of the nodes in it.
    pub nodes: Vec<String>,
    /// Its colour.
    #[schemars(extend("x-ui" = {"widget": "color"}))]
    pub color: String,
    /// Width on the canvas.
    pub width: f64,
    /// Height on the canvas.
    pub height: f64,
}

impl Node for Grouping {
    const KIND: &'static str = "group";
    const TITLE: &'static str = "Group";
    const GROUP: Group = Group::Canvas;
    const TRAITS: Traits = Traits::DRAWN;
    const EXITS: &'static [Exit] = &[];

    fn enter(&self, _ctx: &mut Ctx<'_>) -> Result<Outcome, Halt> {
        Err(Fault::error("node.drawn_only", "a group is only drawn, a run cannot come here").into())
    }
}
