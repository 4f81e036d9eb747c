//! The audit log of a workspace.

mod list;
mod verify;

use crate::prelude::*;

pub(super) fn routes() -> Routes {
    Routes::new().routes(routes!(list::list_audit)).routes(routes!(verify::verify_audit))
}
