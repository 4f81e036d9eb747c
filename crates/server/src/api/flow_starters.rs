//! Flows to start from.

mod list;

use crate::prelude::*;

pub(super) fn routes() -> Routes {
    Routes::new().routes(routes!(list::list_flow_starters))
}
