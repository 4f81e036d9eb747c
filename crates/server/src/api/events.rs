//! The workspace's log of events, for screens and programs that were away.

mod list;

use crate::prelude::*;

pub(super) fn routes() -> Routes {
    Routes::new().routes(routes!(list::list_events))
}
