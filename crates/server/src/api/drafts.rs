//! Drafts: what the asking member is writing.

mod list;
mod put;

use crate::prelude::*;

pub(super) fn routes() -> Routes {
    Routes::new().routes(routes!(list::list_drafts)).routes(routes!(put::put_draft))
}
