//! Search by words.

mod find;

use crate::prelude::*;

pub(super) fn routes() -> Routes {
    Routes::new().routes(routes!(find::search))
}
