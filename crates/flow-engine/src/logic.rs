//! Conditions: rows of comparisons joined by all or any, or an expression.

use chrono_tz::Tz;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::answers::pattern_of;
use crate::check::Report;
use crate::engine::Fault;
use crate::expr::filters::moment;
use crate::expr::{Expression, Locale, Scope, Template, as_text};
use crate::nodes::folded;

/// Deepest nesting of groups.
const MAX_DEPTH: usize = 8;

/// A condition: either rows, or an expression.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct When {
    /// Comparisons.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rows: Option<Rows>,
    /// A JMESPath expression over the scopes; whatever is empty is false.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub expression: Option<Expression>,
}

/// Comparisons joined by all or any.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Rows {
    /// How they are joined.
    pub join: Join,
    /// The comparisons.
    pub tests: Vec<Test>,
    /// Groups within.
    pub groups: Vec<Rows>,
}

/// How comparisons are joined.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Join {
    /// Each must hold.
    #[default]
    All,
    /// One must hold.
    Any,
}

/// One comparison.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Test {
    /// What is looked at.
    pub left: Template,
    /// How it is compared.
    pub is: Operator,
    /// What it is compared with.
    #[serde(default)]
    pub right: Template,
}

/// How two values are compared. Texts are compared whatever their case and accents.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Operator {
    /// The same text or number.
    #[default]
    Equals,
    /// Another text or number.
    NotEquals,
    /// A part of the text, or an item of the list.
    Contains,
    /// Neither a part nor an item.
    NotContains,
    /// The text begins so.
    StartsWith,
    /// The text ends so.
    EndsWith,
    /// A larger number.
    Greater,
    /// A larger number, or the same.
    GreaterOrEqual,
    /// A smaller number.
    Less,
    /// A smaller number, or the same.
    LessOrEqual,
    /// A day or moment before.
    Before,
    /// A day or moment after.
    After,
    /// A pattern fits the whole text.
    Matches,
    /// Nothing is there.
    IsEmpty,
    /// Something is there.
    IsNotEmpty,
}

impl When {
    /// Whether it holds. What cannot be compared is an error, never false.
    pub(crate) fn holds(&self, ctx: &dyn Scope) -> Result<bool, Fault> {
        match (&self.rows, &self.expression) {
            (Some(rows), None) => rows.hold(ctx, 0),
            (None, Some(expression)) => {
                let value = expression.value(ctx)?;
                Ok(!matches!(value, Value::Bool(false)) && (!crate::expr::is_blank(&value)))
            }
            _ => Err(Fault::error("condition", "a condition has either rows or an expression")),
        }
    }

    pub(crate) fn check(&self, field: &str, report: &mut Report<'_>) {
        match (&self.rows, &self.expression) {
            (Some(rows), None) => rows.check(&format!("{field}.rows"), report, 0),
            // Whether it is written well is looked at for every expression of the node.
            (None, Some(_)) => {}
            _ => report.error("condition.empty", field, "give rows, or an expression"),
        }
    }
}

impl Rows {
    fn hold(&self, ctx: &dyn Scope, depth: usize) -> Result<bool, Fault> {
        if depth > MAX_DEPTH || self.tests.is_empty() && self.groups.is_empty() {
            return Err(Fault::error("condition", "a group of comparisons is empty, or nested too deep"));
        }
        let stops_at = self.join == Join::Any;
        for test in &self.tests {
            if test.holds(ctx)? == stops_at {
                return Ok(stops_at);
            }
        }
        for group in &self.groups {
            if group.hold(ctx, depth + 1)? == stops_at {
                return Ok(stops_at);
            }
        }
        Ok(!stops_at)
    }

    fn check(&self, field: &str, report: &mut Report<'_>, depth: usize) {
        if self.tests.is_empty() && self.groups.is_empty() {
            report.error("condition.empty", field, "add a comparison");
        }
        if depth > MAX_DEPTH {
            report.error("condition.depth", field, format!("groups are nested more than {MAX_DEPTH} levels deep"));
            return;
        }
        for (place, test) in self.tests.iter().enumerate() {
            let field = format!("{field}.tests[{place}]");
            if test.left.is_empty() {
                report.error("condition.left", &format!("{field}.left"), "say what is looked at");
            }
            if test.is == Operator::Matches
                && test.right.is_fixed()
                && let Err(problem) = pattern_of(test.right.source())
            {
                report.error("condition.pattern", &format!("{field}.right"), problem);
            }
        }
        for (place, group) in self.groups.iter().enumerate() {
            group.check(&format!("{field}.groups[{place}]"), report, depth + 1);
        }
    }
}

impl Test {
    fn holds(&self, ctx: &dyn Scope) -> Result<bool, Fault> {
        let left = filled(&self.left, ctx)?;
        match self.is {
            Operator::IsEmpty => return Ok(crate::expr::is_blank(&left)),
            Operator::IsNotEmpty => return Ok(!crate::expr::is_blank(&left)),
            _ => {}
        }
        let right = filled(&self.right, ctx)?;
        let texts = || (folded(&as_text(&left)), folded(&as_text(&right)));
        Ok(match self.is {
            Operator::Equals => equal(&left, &right),
            Operator::NotEquals => !equal(&left, &right),
            Operator::Contains => contains(&left, &right),
            Operator::NotContains => !contains(&left, &right),
            Operator::StartsWith => {
                let (left, right) = texts();
                left.starts_with(&right)
            }
            Operator::EndsWith => {
                let (left, right) = texts();
                left.ends_with(&right)
            }
            Operator::Greater => number(&left)? > number(&right)?,
            Operator::GreaterOrEqual => number(&left)? >= number(&right)?,
            Operator::Less => number(&left)? < number(&right)?,
            Operator::LessOrEqual => number(&left)? <= number(&right)?,
            Operator::Before => day(&left, ctx.locale())? < day(&right, ctx.locale())?,
            Operator::After => day(&left, ctx.locale())? > day(&right, ctx.locale())?,
            Operator::Matches => {
                let pattern = pattern_of(&as_text(&right)).map_err(|problem| Fault::error("condition.pattern", problem))?;
                pattern.is_match(&as_text(&left))
            }
            Operator::IsEmpty | Operator::IsNotEmpty => false,
        })
    }
}

fn filled(template: &Template, scope: &dyn Scope) -> Result<Value, Fault> {
    template.value(scope).map_err(|error| Fault::error("template", error.to_string()))
}

fn equal(left: &Value, right: &Value) -> bool {
    match (as_number(left), as_number(right)) {
        (Some(left), Some(right)) => left == right,
        _ => folded(&as_text(left)) == folded(&as_text(right)),
    }
}

fn contains(left: &Value, right: &Value) -> bool {
    match left {
        Value::Array(items) => items.iter().any(|item| equal(item, right)),
        other => folded(&as_text(other)).contains(&folded(&as_text(right))),
    }
}

fn as_number(value: &Value) -> Option<f64> {
    match value {
        Value::Number(number) => number.as_f64(),
        Value::String(text) => text.trim().parse().ok().filter(|number: &f64| number.is_finite()),
        _ => None,
    }
}

fn number(value: &Value) -> Result<f64, Fault> {
    as_number(value).ok_or_else(|| {
        Fault::error(
            "condition.not_a_number",
            format!("`{}` is not a number", crate::nodes::cut(&as_text(value), 40)),
        )
    })
}

fn day(value: &Value, locale: &Locale) -> Result<chrono::DateTime<Tz>, Fault> {
    moment(value, locale).ok_or_else(|| {
        Fault::error(
            "condition.not_a_date",
            format!("`{}` is not a date", crate::nodes::cut(&as_text(value), 40)),
        )
    })
}
