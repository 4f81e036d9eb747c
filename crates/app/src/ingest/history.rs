//! Field `history`: chats of the phone app from before the number was connected. Backfill: no window, no unread, no notification.

use cloud_api::Content;
use cloud_api::webhook::{Change, FieldValue, History, HistoryChunk, HistoryMessage, HistoryStatus, HistoryThread, Item};
use model::Timestamp;
use store::HistoryNews;

use super::messages::{Told, bubble, edit_mark, reaction_mark, revoke_mark, with_context};
use super::people::{Sighting, Wrote};
use super::route::Letter;
use super::work::{Bubble, Origin, PersonPlace, Source, Work};

/// Adds up the chats and files of a value.
pub(super) fn collect(work: &mut Work, source: Source<'_>, value: &History) {
    for item in &value.chunks {
        let Some(chunk) = work.readable(source, item) else { continue };
        let error_code = chunk.errors.first().map(|error| error.code.unwrap_or_default());
        if let Some(code) = error_code {
            work.note(source, format!("the history is not shared: code {code}"));
        }
        if chunk.phase.is_none() && chunk.progress.is_none() && error_code.is_none() {
            chunk.threads.iter().for_each(|thread| collect_thread(work, source, thread));
            continue;
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

/// Messages of one transaction.
const MOST_AT_ONCE: usize = 1000;

/// Would a transaction of all of these hold up others for long?
pub(super) fn is_bulky(letters: &[Letter]) -> bool {
    letters.iter().map(weight).sum::<usize>() > MOST_AT_ONCE
}

fn weight(letter: &Letter) -> usize {
    let chunks = letter.changes.iter().flatten().flat_map(chunks);
    chunks.flat_map(|chunk| &chunk.threads).map(|thread| thread.messages.len()).sum()
}

fn chunks(change: &Change) -> impl Iterator<Item = &HistoryChunk> {
    let chunks = match &change.value {
        FieldValue::History(history) => history.chunks.as_slice(),
        _ => &[],
    };
    chunks.iter().filter_map(|item| match item {
        Item::Parsed(chunk) => Some(chunk),
        Item::Malformed { .. } => None,
    })
}

/// The chats of a large history in pieces, and everything else of its event. Nothing when one transaction will do.
pub(super) fn slices(letter: &Letter) -> Option<(Vec<Letter>, Letter)> {
    if weight(letter) <= MOST_AT_ONCE {
        return None;
    }
    let mut rest = letter.changes.clone().ok()?;
    let mut pieces: Vec<(Change, HistoryThread)> = Vec::new();
    for change in &mut rest {
        let FieldValue::History(history) = &mut change.value else { continue };
        let mut threads = Vec::new();
        for item in &mut history.chunks {
            if let Item::Parsed(chunk) = item {
                threads.append(&mut chunk.threads);
            }
        }
        for thread in threads {
            let place = |messages: &[Item<HistoryMessage>]| HistoryThread {
                messages: messages.to_vec(),
                ..thread.clone()
            };
            pieces.extend(thread.messages.chunks(MOST_AT_ONCE).map(|messages| (bare(change), place(messages))));
        }
    }
    let mut slices: Vec<Letter> = Vec::new();
    let mut done = 0;
    let mut room = 0;
    for (mut change, thread) in pieces {
        let size = thread.messages.len();
        if size > room || slices.is_empty() {
            slices.push(Letter {
                event: letter.event.clone(),
                changes: Ok(Vec::new()),
                items_before: i64::try_from(done).unwrap_or(i64::MAX),
            });
            room = MOST_AT_ONCE;
        }
        (done, room) = (done + size, room.saturating_sub(size));
        change.value = FieldValue::History(History {
            chunks: vec![Item::Parsed(HistoryChunk {
                threads: vec![thread],
                ..HistoryChunk::default()
            })],
            ..History::default()
        });
        if let Some(Ok(changes)) = slices.last_mut().map(|slice| slice.changes.as_mut()) {
            changes.push(change);
        }
    }
    let rest = Letter {
        event: letter.event.clone(),
        changes: Ok(rest),
        items_before: i64::try_from(done).unwrap_or(i64::MAX),
    };
    Some((slices, rest))
}

/// A change without what it says.
fn bare(change: &Change) -> Change {
    Change {
        entry_id: change.entry_id.clone(),
        entry_time: change.entry_time,
        field: change.field.clone(),
        phone_number_id: change.phone_number_id.clone(),
        display_phone_number: change.display_phone_number.clone(),
        value: FieldValue::Unknown,
        raw: serde_json::Value::Null,
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

/// Files that were announced as placeholders, under the message's own wamid. One that comes before its placeholder is the message.
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
            ..Sighting::new(source.meta_time(message.timestamp), Wrote::No)
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
