//! The audit log of a workspace.

mod list;

use crate::prelude::*;

pub(super) fn routes() -> Routes {
    Routes::new().routes(routes!(list::list_audit))
}
