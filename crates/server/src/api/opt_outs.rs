//! The ledger of opt-outs.

mod list;
mod list_of_contact;
mod record;

use crate::prelude::*;

pub(super) fn routes() -> Routes {
    Routes::new()
        .routes(routes!(list::list_opt_outs))
        .routes(routes!(list_of_contact::list_opt_outs_of_contact, record::record_opt_out))
}
