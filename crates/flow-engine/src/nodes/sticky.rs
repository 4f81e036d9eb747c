//! A note on the canvas.

use super::*;
use crate::engine::Fault;

/// A note on the canvas. It is never run.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Sticky {
    /// The words.
    #[schemars(extend("x-ui" = {"widget": "long_text"}))]
    pub text: String,
    /// Its colour.
    #[schemars(extend("x-ui" = {"widget": "color"}))]
    pub color: String,
    /// Width on the canvas.
    pub width: f64,
    /// Height on the canvas.
    pub height: f64,
}

impl Node for Sticky {
    const KIND: &'static str = "sticky";
    const TITLE: &'static str = "Sticky note";
    const GROUP: Group = Group::Canvas;
    const TRAITS: Traits = Traits::DRAWN;
    const EXITS: &'static [Exit] = &[];

    fn enter(&self, _ctx: &mut Ctx<'_>) -> Result<Outcome, Halt> {
        Err(Fault::error("node.drawn_only", "a sticky note is only drawn, a run cannot come here").into())
    }
}
