//! Run another flow, then come back.

use serde_json::json;

use super::http_request::Pair;
use super::*;
use crate::graph::FlowRef;

/// Run another flow from its start, and come back when it ends. It has variables of its own.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Subflow {
    /// Which flow; without a version the published one.
    #[schemars(extend("x-ui" = {"widget": "flow_picker"}))]
    pub flow: FlowRef,
    /// Its variables at the start.
    #[serde(default)]
    pub inputs: Vec<Pair>,
    /// What is remembered of its variables when it ends.
    #[serde(default)]
    pub outputs: Vec<Output>,
}

/// A variable that comes back.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Output {
    /// Its name in the subflow.
    pub from: String,
    /// Its name here.
    #[schemars(extend("x-ui" = {"widget": "variable"}))]
    pub variable: String,
}

impl Node for Subflow {
    const KIND: &'static str = "subflow";
    const TITLE: &'static str = "Subflow";
    const GROUP: Group = Group::Logic;
    const EXITS: &'static [Exit] = &[must("returned", "The other flow ended."), may("limit", "Flows call each other too deep.")];

    fn enter(&self, ctx: &mut Ctx<'_>) -> Result<Outcome, Halt> {
        let mut inputs = json!({});
        for input in &self.inputs {
            inputs[input.name.as_str()] = ctx.value(&input.value)?;
        }
        Ok(Outcome::Call {
            flow: self.flow.clone(),
            inputs,
        })
    }

    fn wake(&self, ctx: &mut Ctx<'_>, _wait: &Wait, woken: Woken<'_>) -> Result<Outcome, Halt> {
        let Woken::Returned { vars } = woken else { return Ok(Outcome::Stay) };
        for output in &self.outputs {
            let names: Vec<String> = output.from.trim_start_matches("vars.").split('.').map(str::to_owned).collect();
            let value = crate::expr::get(vars, &names).cloned().unwrap_or_default();
            ctx.set_var(&output.variable, value)?;
        }
        Ok(Outcome::Take(Handle::RETURNED))
    }

    fn check(&self, report: &mut Report<'_>) {
        report.flow("flow", &self.flow);
        for (place, output) in self.outputs.iter().enumerate() {
            report.variable_name(&format!("outputs[{place}].variable"), &output.variable);
        }
    }

    fn writes(&self) -> Vec<Write> {
        let write = |output: &Output| Write {
            variable: output.variable.trim_start_matches("vars.").to_owned(),
            kind: None,
        };
        self.outputs.iter().map(write).collect()
    }
}
