//! The first start: making the first owner.

mod create;
mod get;

use crate::prelude::*;

pub(super) fn routes() -> Routes {
    Routes::new().routes(routes!(get::get_setup, create::set_up))
}
