//! Notifications: what the asking member is told, and how they want to be told.

mod counts;
mod list;
mod preferences;
mod read;

use crate::prelude::*;

pub(super) fn routes() -> Routes {
    Routes::new()
        .routes(routes!(list::list_notifications))
        .routes(routes!(counts::count_notifications))
        .routes(routes!(read::read_notifications))
        .routes(routes!(
            preferences::get_notification_preferences,
            preferences::set_notification_preferences
        ))
}
