//! Run a function of the workspace.

use serde_json::json;

use super::http_request::{Pair, wrong_answer};
use super::*;
use crate::engine::Fault;
use crate::host::{Answer, FunctionQuestion, Question};

/// Run a function of the workspace and go the way it returns.
///
/// What it returned is in `{{nodes.<name>.value}}`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct ExecuteFunction {
    /// The function.
    #[schemars(extend("x-ui" = {"widget": "function_picker"}))]
    pub function: String,
    /// Its version; empty means the published one.
    pub version: String,
    /// What it is given.
    pub inputs: Vec<Pair>,
    /// Ways it may return.
    pub cases: Vec<String>,
    /// How long it may take, in seconds.
    #[schemars(range(min = 1, max = 30))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub timeout_seconds: Option<u32>,
    /// Remember what it returned.
    #[schemars(extend("x-ui" = {"widget": "variable"}))]
    pub save_to: String,
}

impl Node for ExecuteFunction {
    const KIND: &'static str = "execute_function";
    const TITLE: &'static str = "Function";
    const GROUP: Group = Group::Connections;
    const TRAITS: Traits = Traits::ASKS;
    const EXITS: &'static [Exit] = &[
        must("next", "It returned, and named no way of its own."),
        may("case:", "It returned this way."),
        may("timeout", "It did not return in time."),
    ];

    fn exits(&self) -> Vec<Handle> {
        let cases = self.cases.iter().map(|case| Handle::case(case));
        [Handle::NEXT, Handle::TIMEOUT].into_iter().chain(cases).collect()
    }

    fn enter(&self, ctx: &mut Ctx<'_>) -> Result<Outcome, Halt> {
        let mut inputs = json!({});
        if !ctx.has_answer() {
            for input in &self.inputs {
                inputs[input.name.as_str()] = ctx.value(&input.value)?;
            }
        }
        let question = FunctionQuestion {
            function: self.function.clone(),
            version: self.version.clone(),
            inputs,
            timeout_seconds: self.timeout_seconds.unwrap_or(5).clamp(1, 30),
        };
        match ctx.answer_to(Some(Question::Function(question)))? {
            Answer::Function { value, case } => {
                ctx.output(json!({"value": value, "case": case}));
                if !self.save_to.is_empty() {
                    ctx.set_var(&self.save_to, value)?;
                }
                // What the function returns chooses among the ways the author drew, and nothing else.
                let case = case.filter(|case| self.cases.contains(case)).map(|case| Handle::case(&case));
                Ok(Outcome::Take(case.filter(|case| ctx.is_wired(case)).unwrap_or(Handle::NEXT)))
            }
            Answer::Timeout => Err(Fault::new(Handle::TIMEOUT, "function.timeout", "the function did not return in time").into()),
            Answer::Failed { message } | Answer::Network { message } => Err(Fault::error("function.failed", message).into()),
            Answer::Agent { .. } | Answer::Http { .. } | Answer::Llm { .. } => Err(wrong_answer().into()),
        }
    }

    fn check(&self, report: &mut Report<'_>) {
        report.function("function", &self.function, &self.version);
        report.names("inputs", self.inputs.iter().map(|input| input.name.as_str()));
        report.ids("cases", self.cases.iter().map(String::as_str));
    }

    fn writes(&self) -> Vec<Write> {
        let mut writes = super::buttons::saved(&self.save_to);
        writes.iter_mut().for_each(|write| write.kind = None);
        writes
    }
}
