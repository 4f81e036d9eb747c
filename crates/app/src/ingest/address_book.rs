//! Field `smb_app_state_sync`: what the phone app's address book calls people. It stands behind the name the team gave and before the one they gave
//! themselves; the latest word about a line counts, in whatever order words arrive, and a removed entry takes its name back.

use cloud_api::webhook::{AppState, SyncAction};
use model::phone;
use store::{BookEntry, Error, WorkspaceTx};

use super::people::{Sighting, Spelling, Wrote};
use super::work::{Source, Work};

/// Adds up the entries of a value.
pub(super) fn collect(work: &mut Work, source: Source<'_>, value: &AppState) {
    for item in &value.contacts {
        let Some(entry) = work.readable(source, item) else { continue };
        let name = entry.full_name.clone().or_else(|| entry.first_name.clone());
        let (name, wrote) = match &entry.action {
            SyncAction::Add => (name, Wrote::No),
            // Whoever is only in the address book and leaves it was never a contact of ours.
            SyncAction::Remove => (None, Wrote::Known),
            SyncAction::Other(_) => {
                work.note(source, "an entry of the address book was neither added nor removed".to_owned());
                continue;
            }
        };
        let at = source.meta_time(entry.timestamp);
        let Some(line) = entry.phone_number.as_deref().map(phone::line).or_else(|| entry.user_id.clone()) else {
            continue;
        };
        let person = work.see(Sighting {
            bsuid: entry.user_id.clone(),
            phone: entry.phone_number.clone(),
            spelling: Spelling::Typed,
            username: entry.username.clone(),
            book_name: Some(name.clone()),
            ..Sighting::new(at, wrote)
        });
        let entry = BookEntry {
            channel_id: source.channel_id,
            line,
            name,
            at,
        };
        work.book.push((source.event_id, person, entry));
    }
}

/// Writes the entries down; those that something newer was heard about name nobody.
pub(super) async fn settle(workspace: &mut WorkspaceTx<'_>, work: &mut Work) -> Result<(), Error> {
    let entries = std::mem::take(&mut work.book);
    let rows: Vec<BookEntry> = entries.iter().map(|(.., entry)| entry.clone()).collect();
    let current = workspace.put_address_book(&rows).await?;
    for (at, (event, person, _)) in entries.into_iter().enumerate() {
        if current.contains(&at) {
            work.count_new(event);
        } else {
            let sighting = &mut work.people[person];
            (sighting.book_name, sighting.wrote) = (None, Wrote::Known);
        }
    }
    Ok(())
}
