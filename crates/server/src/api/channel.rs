//! The workspace's WhatsApp number.

mod check;
mod connect;
mod disconnect;
mod get;
mod get_profile;
mod history;
mod list_activity;
mod list_alerts;
mod list_templates;
mod profile;
mod subscribe;
mod update;
mod update_profile;

use crate::prelude::*;

pub(super) fn routes() -> Routes {
    Routes::new()
        .routes(routes!(
            get::get_channel,
            connect::connect_channel,
            update::update_channel,
            disconnect::disconnect_channel
        ))
        .routes(routes!(check::check_channel))
        .routes(routes!(subscribe::subscribe_channel))
        .routes(routes!(get_profile::get_channel_profile, update_profile::update_channel_profile))
        .routes(routes!(history::get_channel_history))
        .routes(routes!(list_activity::list_channel_activity))
        .routes(routes!(list_alerts::list_channel_alerts))
        .routes(routes!(list_templates::list_templates))
}
