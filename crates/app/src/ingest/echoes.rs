//! Field `smb_message_echoes`: what the business wrote in the phone app. A person is answering there; it opens no window and is nobody's unread.

use cloud_api::Content;
use cloud_api::webhook::{Echo, Echoes};

use super::messages::{Told, bubble, edit_mark, reaction_mark, revoke_mark, with_context};
use super::people::{Sighting, Wrote};
use super::work::{Bubble, Origin, Source, Work};

/// Adds up the echoes of a value.
pub(super) fn collect(work: &mut Work, source: Source<'_>, value: &Echoes) {
    for item in &value.echoes {
        let Some(echo) = work.readable(source, item) else { continue };
        let at = source.sent_at(echo.timestamp);
        match &echo.content {
            Content::Reaction(reaction) => work
                .marks
                .push((source.event_id, reaction_mark(source, &echo.id, reaction, "business", at))),
            Content::Edit(edit) => work.marks.push((source.event_id, edit_mark(source, &echo.id, edit, "business", at))),
            Content::Revoke(revoke) => work.marks.push((source.event_id, revoke_mark(source, &echo.id, revoke, "business", at))),
            _ if echo.group_id.is_some() => work.note(source, "a message to a group: groups are not shown yet".to_owned()),
            content => {
                let sighting = recipient(value, echo, at);
                if sighting.is_anybody() {
                    let person = work.see(sighting);
                    let row = bubble(
                        Told {
                            source,
                            wamid: echo.id.as_str(),
                            seconds: echo.timestamp,
                            content,
                        },
                        "outbound",
                        "phone_app",
                    );
                    let row = with_context(row, echo.context.as_ref(), None);
                    work.bubbles.push(Bubble {
                        person,
                        origin: Origin::Echo,
                        message: row,
                        at,
                    });
                } else {
                    work.note(source, "the echo does not say to whom it went".to_owned());
                }
            }
        }
    }
}

fn recipient(value: &Echoes, echo: &Echo, at: model::Timestamp) -> Sighting {
    let profile = value.profile_of(echo);
    Sighting {
        bsuid: echo.to_user_id.clone().or_else(|| profile?.user_id.clone()),
        phone: echo.to.clone().or_else(|| profile?.wa_id.clone()),
        parent_bsuid: echo.to_parent_user_id.clone().or_else(|| profile?.parent_user_id.clone()),
        username: profile.and_then(|profile| profile.username.clone()),
        profile_name: profile.and_then(|profile| profile.name.clone()),
        ..Sighting::new(at, Wrote::No)
    }
}
