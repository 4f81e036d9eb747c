//! Field `smb_app_state_sync`: the address book of the phone app gives names to contacts that have none.

use cloud_api::webhook::{AppState, SyncAction};

use super::people::{Sighting, Wrote};
use super::work::{Source, Work};

/// Adds up the entries of a value. A removed entry changes nothing here: the contact stays who they are.
pub(super) fn collect(work: &mut Work, source: Source<'_>, value: &AppState) {
    for item in &value.contacts {
        let Some(entry) = work.readable(source, item) else { continue };
        if entry.action == SyncAction::Add {
            work.see(Sighting {
                bsuid: entry.user_id.clone(),
                phone: entry.phone_number.clone(),
                username: entry.username.clone(),
                book_name: entry.full_name.clone().or_else(|| entry.first_name.clone()),
                ..Sighting::new(model::Timestamp::default(), Wrote::No)
            });
            work.count_new(source.event_id);
        }
    }
}
