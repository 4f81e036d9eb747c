//! What all flows of a workspace share: values, words that come before any flow, opening hours; and flows that are called by name.

mod business_hours;
mod call;
mod globals;

use crate::prelude::*;

pub(super) fn routes() -> Routes {
    Routes::new()
        .routes(routes!(globals::get_flow_globals, globals::put_flow_globals))
        .routes(routes!(business_hours::get_business_hours, business_hours::put_business_hours))
        .routes(routes!(call::call_flow))
}
