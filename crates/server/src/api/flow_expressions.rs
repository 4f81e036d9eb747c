//! Expressions and texts with values, as flows have them.

mod eval;

use crate::prelude::*;

pub(super) fn routes() -> Routes {
    Routes::new().routes(routes!(eval::evaluate_flow_expression))
}
