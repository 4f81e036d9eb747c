//! The workspace's WhatsApp number.

mod check;
mod clear_override;
mod connect;
mod disconnect;
mod discover;
mod get;
mod get_profile;
mod history;
mod list_activity;
mod list_alerts;
mod list_templates;
mod loop_test;
mod profile;
mod register;
mod set_pin;
mod subscribe;
mod update;
mod update_picture;
mod update_profile;

use axum::extract::DefaultBodyLimit;

use crate::prelude::*;

/// Meta takes pictures of up to 5 MB; a little more for the form around one.
const LARGEST_PICTURE: usize = (5 << 20) + (64 << 10);

pub(super) fn routes() -> Routes {
    let picture = Routes::new()
        .routes(routes!(update_picture::update_channel_picture))
        .map(|routes| routes.layer(DefaultBodyLimit::max(LARGEST_PICTURE)));
    Routes::new()
        .merge(picture)
        .routes(routes!(
            get::get_channel,
            connect::connect_channel,
            update::update_channel,
            disconnect::disconnect_channel
        ))
        .routes(routes!(check::check_channel))
        .routes(routes!(clear_override::clear_channel_override))
        .routes(routes!(discover::discover_channel))
        .routes(routes!(loop_test::loop_test_channel))
        .routes(routes!(register::register_channel))
        .routes(routes!(set_pin::set_channel_pin))
        .routes(routes!(subscribe::subscribe_channel))
        .routes(routes!(get_profile::get_channel_profile, update_profile::update_channel_profile))
        .routes(routes!(history::get_channel_history))
        .routes(routes!(list_activity::list_channel_activity))
        .routes(routes!(list_alerts::list_channel_alerts))
        .routes(routes!(list_templates::list_templates))
}
