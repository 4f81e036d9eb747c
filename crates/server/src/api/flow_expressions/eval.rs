//! What an expression or a text makes of some values.

use app::flows::expressions::{Asked, Evaluated, evaluate};
use serde_json::{Map, Value};

use crate::prelude::*;

/// An expression or a text, and the values it is tried on.
#[derive(Debug, Deserialize, ToSchema)]
pub(super) struct EvaluateFlowExpression {
    /// A JMESPath expression, at most 4 kB.
    expression: Option<String>,
    /// A text with `{{path | filter}}`, at most 16 kB.
    template: Option<String>,
    /// The scopes: `contact`, `vars`, `nodes` … Secrets are never among them.
    #[schema(value_type = Object)]
    scope: Map<String, Value>,
    /// Language that numbers and dates are written in; `en` when absent.
    #[schema(max_length = 16)]
    language: Option<String>,
    /// IANA time zone of dates; UTC when absent.
    time_zone: Option<String>,
}

/// What came of it: one of the two.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(super) enum FlowExpressionValue {
    /// The value.
    #[schema(value_type = Object)]
    Value(Value),
    /// What is wrong, in words.
    Problem(String),
}

/// Evaluate an expression or a text, within the engine's limits of length, depth, work and output.
#[utoipa::path(post, path = "/workspaces/{workspace}/flow-expressions/eval", tag = "flows", params(WorkspacePath),
    responses((status = OK, body = FlowExpressionValue)))]
pub(super) async fn evaluate_flow_expression(
    State(app): State<App>,
    _member: Member<perm::ReadFlows>,
    Json(request): Json<EvaluateFlowExpression>,
) -> Result<Json<FlowExpressionValue>, ApiError> {
    let asked = match (request.expression, request.template) {
        (Some(expression), None) => Asked::Expression(expression),
        (None, Some(template)) => Asked::Template(template),
        _ => {
            return Err(ApiError::invalid_field(
                "/expression",
                "invalid_value",
                "Send an expression or a template, and not both.",
            ));
        }
    };
    Ok(Json(
        match evaluate(asked, request.scope, request.language, request.time_zone, app.now()).await? {
            Evaluated::Value(value) => FlowExpressionValue::Value(value),
            Evaluated::Problem(words) => FlowExpressionValue::Problem(words),
        },
    ))
}
