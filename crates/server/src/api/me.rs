//! The signed-in person: who they are, their password, their sessions.

mod change_password;
mod end_session;
mod get;
mod list_sessions;
mod second_factor;
mod update;

use crate::prelude::*;

pub(super) fn routes() -> Routes {
    Routes::new()
        .routes(routes!(get::get_me, update::update_me))
        .routes(routes!(change_password::change_password))
        .routes(routes!(list_sessions::list_sessions))
        .routes(routes!(end_session::end_session))
        .routes(routes!(second_factor::get::get_second_factor, second_factor::begin::begin_second_factor))
        .routes(routes!(second_factor::confirm::confirm_second_factor))
        .routes(routes!(second_factor::recovery_codes::replace_recovery_codes))
        .routes(routes!(second_factor::remove::remove_second_factor))
}
