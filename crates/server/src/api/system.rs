//! The installation: what a console needs to know of it, and how it fares.

mod get;
mod stats;

use crate::prelude::*;

pub(super) fn routes() -> Routes {
    Routes::new().routes(routes!(get::get_system)).routes(routes!(stats::get_system_stats))
}
