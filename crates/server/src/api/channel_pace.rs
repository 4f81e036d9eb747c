//! How fast the number sends, and reports about messages nobody here knows.

mod get;
mod orphans;
mod set;

use crate::prelude::*;

pub(super) fn routes() -> Routes {
    Routes::new()
        .routes(routes!(get::get_channel_pace, set::set_channel_pace))
        .routes(routes!(orphans::list_orphan_statuses))
}
