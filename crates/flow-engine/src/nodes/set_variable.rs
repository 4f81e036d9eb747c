//! Remember values.

use serde_json::json;

use super::*;
use crate::engine::Fault;
use crate::expr::{Expression, Scope as _, Template};

/// Remember values, one after the other.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SetVariable {
    /// What is remembered.
    pub assignments: Vec<Assignment>,
}

/// One value and where it comes from.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Assignment {
    /// Name of the variable; dots reach into objects.
    #[schemars(extend("x-ui" = {"widget": "variable"}))]
    pub variable: String,
    /// Where the value comes from.
    pub to: To,
}

/// Where a value comes from.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "type", rename_all = "snake_case", deny_unknown_fields)]
pub enum To {
    /// A fixed value.
    Value {
        /// The value.
        value: Value,
    },
    /// Words with values in them; one `{{…}}` alone keeps its type.
    Template {
        /// The words.
        template: Template,
    },
    /// A JMESPath expression over the scopes.
    Expression {
        /// The expression.
        expression: Expression,
    },
    /// One more item at the end of a list.
    Append {
        /// The item.
        template: Template,
    },
    /// A number larger by so much.
    Increment {
        /// By how much; less than 0 makes it smaller.
        by: f64,
    },
    /// A whole number by chance.
    Random {
        /// Smallest.
        from: i64,
        /// Largest.
        to: i64,
    },
    /// The moment of the step.
    Now,
    /// Words read as another type.
    Parse {
        /// The words.
        template: Template,
        /// The type.
        kind: ParseAs,
    },
    /// Nothing.
    Clear,
}

/// What words are read as.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ParseAs {
    /// JSON.
    Json,
    /// A number.
    Number,
    /// Yes or no.
    Boolean,
    /// A day or moment.
    Date,
}

impl Node for SetVariable {
    const KIND: &'static str = "set_variable";
    const TITLE: &'static str = "Set variable";
    const GROUP: Group = Group::Data;
    const EXITS: &'static [Exit] = &[must("next", "The values are remembered.")];

    fn enter(&self, ctx: &mut Ctx<'_>) -> Result<Outcome, Halt> {
        for assignment in &self.assignments {
            let value = assignment.to.value(ctx, &assignment.variable)?;
            ctx.set_var(&assignment.variable, value)?;
        }
        Ok(Outcome::Take(Handle::NEXT))
    }

    fn check(&self, report: &mut Report<'_>) {
        for (place, assignment) in self.assignments.iter().enumerate() {
            report.variable_name(&format!("assignments[{place}].variable"), &assignment.variable);
            if let To::Random { from, to } = assignment.to
                && from > to
            {
                report.error(
                    "variable.random",
                    &format!("assignments[{place}].to"),
                    "the smallest is larger than the largest",
                );
            }
        }
    }

    fn writes(&self) -> Vec<Write> {
        let write = |assignment: &Assignment| Write {
            variable: assignment.variable.trim_start_matches("vars.").to_owned(),
            kind: assignment.to.kind(),
        };
        self.assignments.iter().map(write).collect()
    }
}

impl To {
    fn value(&self, ctx: &mut Ctx<'_>, variable: &str) -> Result<Value, Fault> {
        Ok(match self {
            Self::Value { value } => value.clone(),
            Self::Template { template } => ctx.value(template)?,
            Self::Expression { expression } => ctx.evaluate(expression)?,
            Self::Append { template } => {
                let item = ctx.value(template)?;
                match ctx.var(variable) {
                    Value::Array(mut items) => {
                        items.push(item);
                        Value::Array(items)
                    }
                    Value::Null => Value::Array(vec![item]),
                    _ => return Err(Fault::error("variable.not_a_list", format!("`{variable}` is not a list"))),
                }
            }
            Self::Increment { by } => match ctx.var(variable) {
                Value::Null => number(*by),
                value => {
                    let before = value.as_f64().or_else(|| value.as_str()?.trim().parse().ok());
                    number(before.ok_or_else(|| Fault::error("variable.not_a_number", format!("`{variable}` is not a number")))? + by)
                }
            },
            Self::Random { from, to } => {
                let span = (i128::from(*to) - i128::from(*from)).max(0) as u128 + 1;
                let picked = i128::from(*from) + (u128::from(ctx.random()) % span) as i128;
                json!(i64::try_from(picked).unwrap_or(*from))
            }
            Self::Now => json!(ctx.now()),
            Self::Parse { template, kind } => parse(&ctx.text(template)?, *kind, ctx)?,
            Self::Clear => Value::Null,
        })
    }

    fn kind(&self) -> Option<VariableKind> {
        match self {
            Self::Value { value } => match value {
                Value::Null => None,
                Value::Bool(_) => Some(VariableKind::Boolean),
                Value::Number(_) => Some(VariableKind::Number),
                Value::String(_) => Some(VariableKind::Text),
                Value::Array(_) => Some(VariableKind::List),
                Value::Object(_) => Some(VariableKind::Object),
            },
            Self::Append { .. } => Some(VariableKind::List),
            Self::Increment { .. } | Self::Random { .. } | Self::Parse { kind: ParseAs::Number, .. } => Some(VariableKind::Number),
            Self::Now | Self::Parse { kind: ParseAs::Date, .. } => Some(VariableKind::Date),
            Self::Parse { kind: ParseAs::Boolean, .. } => Some(VariableKind::Boolean),
            Self::Template { .. } | Self::Expression { .. } | Self::Parse { kind: ParseAs::Json, .. } | Self::Clear => None,
        }
    }
}

/// Whole numbers stay whole.
fn number(number: f64) -> Value {
    if number.fract() == 0.0 && number.abs() < 9e15 {
        json!(number as i64)
    } else {
        json!(number)
    }
}

fn parse(text: &str, kind: ParseAs, ctx: &Ctx<'_>) -> Result<Value, Fault> {
    let bad = |what: &str| Fault::error("variable.parse", format!("`{}` is not {what}", super::parts::cut(text, 40)));
    let message = crate::run::Message {
        text: text.to_owned(),
        ..crate::run::Message::default()
    };
    let read = |expected: crate::answers::Expected| expected.read(&message, ctx.locale());
    match kind {
        ParseAs::Json => serde_json::from_str(text).map_err(|_| bad("JSON")),
        ParseAs::Number => read(crate::answers::Expected::Number {
            min: None,
            max: None,
            whole: false,
        })
        .ok_or_else(|| bad("a number")),
        ParseAs::Boolean => match text.trim() {
            "true" => Ok(json!(true)),
            "false" => Ok(json!(false)),
            _ => read(crate::answers::Expected::YesNo).ok_or_else(|| bad("yes or no")),
        },
        ParseAs::Date => read(crate::answers::Expected::Date { not_past: false })
            .or_else(|| text.trim().parse::<model::Timestamp>().ok().map(|moment| json!(moment)))
            .ok_or_else(|| bad("a date")),
    }
}
