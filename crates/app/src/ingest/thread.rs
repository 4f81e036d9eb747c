//! What a message, a report or an edit does to its conversation's row. Pure: the row goes in, the row comes out.

use model::{MessageId, ServiceWindow, Timestamp};
use store::{NewMessage, Thread};

use super::work::{Bubble, Origin};

/// A new message of the thread.
pub(super) fn add(thread: &mut Thread, bubble: &Bubble) {
    let message = &bubble.message;
    match bubble.origin {
        Origin::Live { opens_window } => {
            thread.inbound_count += 1;
            if thread.last_inbound_at.is_none_or(|last| message.sent_at >= last) {
                thread.last_inbound_at = Some(message.sent_at);
                thread.last_inbound_wamid = Some(message.wamid.clone());
            }
            if opens_window {
                open_window(thread, bubble.at);
            }
            // One that was under way while we answered is answered.
            let answered = thread.last_message_direction == "outbound" && thread.last_message_at > message.sent_at;
            if thread.waiting_since.is_none() && !answered {
                thread.waiting_since = Some(message.sent_at);
            }
            // Closed and snoozed both end when the contact writes.
            "open".clone_into(&mut thread.status);
            thread.snoozed_until = None;
        }
        Origin::Echo => {
            if thread.holder != "phone_app" {
                "phone_app".clone_into(&mut thread.holder);
                thread.holder_epoch += 1;
            }
            if thread.waiting_since.is_some_and(|since| message.sent_at >= since) {
                // What the contact wrote after it is still unanswered.
                thread.waiting_since = thread.last_inbound_at.filter(|last| *last > message.sent_at);
            }
        }
        // A notice is no message of the contact: nothing to answer, nothing new on top of the list.
        Origin::Notice => return,
        Origin::History | Origin::HistoryFile => {}
    }
    show_last(thread, message);
}

/// The contact did something that opens the service window at Meta's time `at`. A late webhook never shortens it.
pub(super) fn open_window(thread: &mut Thread, at: Timestamp) {
    let window = ServiceWindow {
        expires_at: thread.window_expires_at,
    };
    thread.window_expires_at = window.or_later(ServiceWindow::opened_by(at)).expires_at;
}

/// The newest message is the one the list shows.
fn show_last(thread: &mut Thread, message: &NewMessage) {
    let newer = thread
        .last_message_id
        .is_none_or(|last| (message.sent_at, message.id) > (thread.last_message_at, last));
    if newer {
        thread.last_message_id = Some(message.id);
        thread.last_message_at = message.sent_at;
        thread.last_message_preview.clone_from(&message.preview);
        thread.last_message_kind.clone_from(&message.kind);
        message.direction.clone_into(&mut thread.last_message_direction);
        message.author_kind.clone_into(&mut thread.last_message_author);
        message.status.clone_into(&mut thread.last_message_status);
    }
}

/// A message of the thread has come further.
pub(super) fn note_status(thread: &mut Thread, id: MessageId, status: &str) {
    if thread.last_message_id == Some(id) {
        status.clone_into(&mut thread.last_message_status);
    }
}

/// A message of the thread says something else now.
pub(super) fn note_content(thread: &mut Thread, id: MessageId, kind: &str, preview: &str) {
    if thread.last_message_id == Some(id) {
        kind.clone_into(&mut thread.last_message_kind);
        preview.clone_into(&mut thread.last_message_preview);
    }
}

#[cfg(test)]
mod tests;
