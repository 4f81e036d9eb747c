//! Field `history`: chats of the phone app from before the number was connected. Backfill: no window, no unread, no notification.

use cloud_api::Content;
use cloud_api::webhook::{History, HistoryMessage, HistoryStatus, HistoryThread, Item};
use model::Timestamp;
use store::HistoryNews;

use super::messages::{Told, bubble, edit_mark, reaction_mark, revoke_mark, with_context};
use super::people::{Sighting, Wrote};
use super::work::{Bubble, Origin, PersonPlace, Source, Work};

/// Adds up the chats and files of a value.
pub(super) fn collect(work: &mut Work, source: Source<'_>, value: &History) {
    for item in &value.chunks {
        let Some(chunk) = work.readable(source, item) else { continue };
        let error_code = chunk.errors.first().map(|error| error.code.unwrap_or_default());
        if let Some(code) = error_code {
            work.note(source, format!("the history is not shared: code {code}"));
        }
        let news = HistoryNews {
            phase: chunk.phase,
            chunk_order: chunk.chunk_order,
            progress: chunk.progress,
            error_code,
        };
        work.history.push((source.channel_id, news));
        for thread in &chunk.threads {
            collect_thread(work, source, thread);
        }
    }
    files(work, source, value);
}

fn collect_thread(work: &mut Work, source: Source<'_>, thread: &HistoryThread) {
    let person = work.see(Sighting {
        bsuid: thread.user_id.clone(),
        phone: thread.id.clone(),
        username: thread.username.clone(),
        ..Sighting::new(last_word(source, thread), Wrote::No)
    });
    if !work.people[person].is_anybody() {
        work.note(source, "a chat of the history does not say with whom".to_owned());
        return;
    }
    for item in &thread.messages {
        if let Some(message) = work.readable(source, item) {
            collect_message(work, source, person, message);
        }
    }
}

/// When the thread's people were last seen in it.
fn last_word(source: Source<'_>, thread: &HistoryThread) -> Timestamp {
    let times = thread.messages.iter().filter_map(|item| match item {
        Item::Parsed(message) => Some(source.meta_time(message.timestamp)),
        Item::Malformed { .. } => None,
    });
    times.max().unwrap_or(source.received_at)
}

fn collect_message(work: &mut Work, source: Source<'_>, person: PersonPlace, message: &HistoryMessage) {
    let ours = message.is_from_business(source.display_phone_number);
    let (direction, author, actor) = if ours {
        ("outbound", "phone_app", "business")
    } else {
        ("inbound", "contact", "contact")
    };
    let at = source.sent_at(message.timestamp);
    match &message.content {
        Content::Reaction(reaction) => work
            .marks
            .push((source.event_id, reaction_mark(source, &message.id, reaction, actor, at))),
        Content::Edit(edit) => work.marks.push((source.event_id, edit_mark(source, &message.id, edit, actor, at))),
        Content::Revoke(revoke) => work.marks.push((source.event_id, revoke_mark(source, &message.id, revoke, actor, at))),
        content => {
            let mut row = bubble(
                Told {
                    source,
                    wamid: message.id.as_str(),
                    seconds: message.timestamp,
                    content,
                },
                direction,
                author,
            );
            row = with_context(row, message.context.as_ref(), None);
            if ours {
                row.status = status(message.status.as_ref());
            }
            work.bubbles.push(Bubble {
                person,
                origin: Origin::History,
                message: row,
                at,
            });
        }
    }
}

fn status(status: Option<&HistoryStatus>) -> &'static str {
    match status {
        Some(HistoryStatus::Delivered) => "delivered",
        Some(HistoryStatus::Error) => "failed",
        Some(HistoryStatus::Played) => "played",
        Some(HistoryStatus::Read) => "read",
        Some(HistoryStatus::Pending | HistoryStatus::Sent | HistoryStatus::Other(_)) | None => "sent",
    }
}

/// Files that were announced as placeholders, under the message's own wamid.
fn files(work: &mut Work, source: Source<'_>, value: &History) {
    for item in &value.messages {
        let Some(message) = work.readable(source, item) else { continue };
        let digits = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
        let ours = message
            .from
            .as_deref()
            .is_some_and(|from| digits(from) == digits(source.display_phone_number));
        let profile = value.contacts.first();
        let person = work.see(Sighting {
            bsuid: if ours {
                profile.and_then(|profile| profile.user_id.clone())
            } else {
                message.from_user_id.clone()
            },
            phone: if ours {
                profile.and_then(|profile| profile.wa_id.clone())
            } else {
                message.from.clone()
            },
            ..Sighting::new(source.meta_time(message.timestamp), Wrote::Known)
        });
        let (direction, author) = if ours { ("outbound", "phone_app") } else { ("inbound", "contact") };
        let row = bubble(
            Told {
                source,
                wamid: message.id.as_str(),
                seconds: message.timestamp,
                content: &message.content,
            },
            direction,
            author,
        );
        let at = source.meta_time(message.timestamp);
        work.bubbles.push(Bubble {
            person,
            origin: Origin::HistoryFile,
            message: row,
            at,
        });
    }
}
