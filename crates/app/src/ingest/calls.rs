//! Field `calls`: a call by the contact opens the 24-hour window of the thread there is; calls themselves are not shown yet.

use cloud_api::webhook::Calls;

use super::people::{Sighting, Wrote};
use super::work::{Source, Work};

/// Adds up the calls of a value.
pub(super) fn collect(work: &mut Work, source: Source<'_>, value: &Calls) {
    for item in &value.calls {
        let Some(call) = work.readable(source, item) else { continue };
        if call.direction.as_deref() != Some("USER_INITIATED") {
            continue;
        }
        let at = source.meta_time(call.timestamp.unwrap_or(0));
        let person = work.see(Sighting {
            bsuid: call.from_user_id.clone(),
            phone: call.from.clone(),
            ..Sighting::new(at, Wrote::Known)
        });
        work.calls.push((source.channel_id, person, at));
        work.count_new(source.event_id);
    }
}
