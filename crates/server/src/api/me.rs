//! The signed-in person: who they are, their password, their sessions.

mod change_password;
mod end_session;
mod get;
mod list_sessions;
mod update;

use crate::prelude::*;

pub(super) fn routes() -> Routes {
    Routes::new()
        .routes(routes!(get::get_me, update::update_me))
        .routes(routes!(change_password::change_password))
        .routes(routes!(list_sessions::list_sessions))
        .routes(routes!(end_session::end_session))
}
