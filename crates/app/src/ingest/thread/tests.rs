//! The conversation's row, message by message.

use std::time::Duration;

use model::{ChannelId, ContactId, ConversationId, WebhookEventId};

use super::*;

fn thread() -> Thread {
    Thread {
        id: ConversationId::new(),
        contact_id: ContactId::new(),
        status: "open".to_owned(),
        snoozed_until: None,
        holder: "none".to_owned(),
        holder_epoch: 0,
        last_message_id: None,
        last_message_at: Timestamp::from_seconds(0),
        last_message_preview: String::new(),
        last_message_kind: String::new(),
        last_message_direction: String::new(),
        last_message_author: String::new(),
        last_message_status: String::new(),
        last_inbound_at: None,
        last_inbound_wamid: None,
        window_expires_at: None,
        free_entry_until: None,
        waiting_since: None,
        inbound_count: 0,
    }
}

const LIVE: Origin = Origin::Live { opens_window: true };

fn bubble(origin: Origin, second: i64, text: &str) -> Bubble {
    let inbound = matches!(origin, Origin::Live { .. });
    let at = Timestamp::from_seconds(second);
    let message = NewMessage {
        id: MessageId::new(),
        channel_id: ChannelId::new(),
        conversation_id: ConversationId::new(),
        wamid: format!("wamid.{text}"),
        direction: if inbound { "inbound" } else { "outbound" },
        author_kind: if inbound { "contact" } else { "phone_app" },
        kind: "text".to_owned(),
        content: "{}".to_owned(),
        preview: text.to_owned(),
        reply_to_wamid: None,
        context: None,
        referral: None,
        media: None,
        status: if inbound { "received" } else { "sent" },
        webhook_event_id: WebhookEventId::new(),
        decided: store::Decided::default(),
        sent_at: at,
    };
    Bubble {
        person: 0,
        origin,
        message,
        at,
    }
}

fn day_after(second: i64) -> Option<Timestamp> {
    Some(Timestamp::from_seconds(second) + Duration::from_secs(86_400))
}

#[test]
fn a_message_counts_waits_opens_the_window_and_shows() {
    let mut thread = thread();
    add(&mut thread, &bubble(LIVE, 100, "hola"));
    add(&mut thread, &bubble(LIVE, 160, "are you there?"));
    assert_eq!(thread.inbound_count, 2);
    assert_eq!(thread.waiting_since, Some(Timestamp::from_seconds(100)));
    assert_eq!(thread.window_expires_at, day_after(160));
    assert_eq!(
        (thread.last_message_preview.as_str(), thread.last_inbound_wamid.as_deref()),
        ("are you there?", Some("wamid.are you there?"))
    );
}

#[test]
fn a_late_message_counts_but_is_not_the_last() {
    let mut thread = thread();
    add(&mut thread, &bubble(LIVE, 200, "second"));
    add(&mut thread, &bubble(LIVE, 100, "first"));
    assert_eq!((thread.inbound_count, thread.last_message_preview.as_str()), (2, "second"));
    assert_eq!(thread.window_expires_at, day_after(200), "a late webhook never shortens the window");
    assert_eq!(thread.last_inbound_wamid.as_deref(), Some("wamid.second"));
}

#[test]
fn a_closed_or_snoozed_thread_opens() {
    for status in ["closed", "snoozed"] {
        let mut thread = Thread {
            status: status.to_owned(),
            snoozed_until: Some(Timestamp::from_seconds(999)),
            ..thread()
        };
        add(&mut thread, &bubble(LIVE, 100, "me again"));
        assert_eq!((thread.status.as_str(), thread.snoozed_until), ("open", None));
    }
}

#[test]
fn an_echo_answers_and_takes_the_pen_but_opens_nothing() {
    let mut thread = thread();
    add(&mut thread, &bubble(LIVE, 100, "hola"));
    thread.status = "closed".to_owned();
    add(&mut thread, &bubble(Origin::Echo, 150, "hi"));
    assert_eq!(
        (thread.waiting_since, thread.holder.as_str(), thread.holder_epoch),
        (None, "phone_app", 1)
    );
    assert_eq!(
        (thread.status.as_str(), thread.window_expires_at, thread.inbound_count),
        ("closed", day_after(100), 1)
    );
    add(&mut thread, &bubble(Origin::Echo, 160, "and"));
    assert_eq!(thread.holder_epoch, 1);
}

#[test]
fn an_old_echo_answers_nothing_newer() {
    let mut thread = thread();
    add(&mut thread, &bubble(LIVE, 200, "hola"));
    add(&mut thread, &bubble(Origin::Echo, 150, "earlier"));
    assert_eq!(
        (thread.waiting_since, thread.last_message_preview.as_str()),
        (Some(Timestamp::from_seconds(200)), "hola")
    );
}

#[test]
fn what_was_under_way_while_we_answered_does_not_wait() {
    let mut thread = thread();
    add(&mut thread, &bubble(Origin::Echo, 300, "answered"));
    add(&mut thread, &bubble(LIVE, 200, "late"));
    assert_eq!(thread.waiting_since, None);
    add(&mut thread, &bubble(LIVE, 301, "more"));
    assert_eq!(thread.waiting_since, Some(Timestamp::from_seconds(301)));
}

#[test]
fn history_shows_but_neither_counts_nor_opens() {
    let mut thread = Thread {
        status: "closed".to_owned(),
        ..thread()
    };
    add(&mut thread, &bubble(Origin::History, 50, "long ago"));
    assert_eq!((thread.inbound_count, thread.window_expires_at, thread.waiting_since), (0, None, None));
    assert_eq!((thread.status.as_str(), thread.last_message_preview.as_str()), ("closed", "long ago"));
}

#[test]
fn a_notice_and_an_unsupported_message_open_no_window() {
    let mut thread = thread();
    add(&mut thread, &bubble(Origin::Notice, 100, "changed their number"));
    assert_eq!((thread.inbound_count, thread.last_message_id), (0, None));
    add(&mut thread, &bubble(Origin::Live { opens_window: false }, 100, "Unsupported message"));
    assert_eq!((thread.inbound_count, thread.window_expires_at), (1, None));
    assert!(thread.waiting_since.is_some());
}

#[test]
fn only_the_last_message_changes_what_the_list_shows() {
    let mut thread = thread();
    let (first, last) = (bubble(LIVE, 100, "first"), bubble(LIVE, 200, "last"));
    add(&mut thread, &first);
    add(&mut thread, &last);
    note_content(&mut thread, first.message.id, "text", "edited");
    note_status(&mut thread, first.message.id, "read");
    assert_eq!(
        (thread.last_message_preview.as_str(), thread.last_message_status.as_str()),
        ("last", "received")
    );
    note_content(&mut thread, last.message.id, "image", "a picture");
    assert_eq!(
        (thread.last_message_preview.as_str(), thread.last_message_kind.as_str()),
        ("a picture", "image")
    );
}

/// Whatever order the same messages come in, the row ends the same.
#[test]
fn any_order_ends_alike() {
    let bubbles = [
        bubble(LIVE, 100, "a"),
        bubble(LIVE, 110, "b"),
        bubble(Origin::Echo, 120, "c"),
        bubble(LIVE, 130, "d"),
        bubble(Origin::History, 90, "e"),
    ];
    let start = thread();
    let ends: Vec<Thread> = permutations(bubbles.len())
        .into_iter()
        .map(|order| {
            let mut thread = start.clone();
            order.iter().for_each(|&at| add(&mut thread, &bubbles[at]));
            thread
        })
        .collect();
    assert!(ends.windows(2).all(|pair| pair[0] == pair[1]));
    assert_eq!((ends[0].inbound_count, ends[0].last_message_preview.as_str()), (3, "d"));
    assert_eq!(ends[0].waiting_since, Some(Timestamp::from_seconds(130)));
}

fn permutations(count: usize) -> Vec<Vec<usize>> {
    if count == 0 {
        return vec![vec![]];
    }
    let shorter = permutations(count - 1);
    shorter
        .into_iter()
        .flat_map(|order| {
            (0..count).map(move |place| {
                let mut order = order.clone();
                order.insert(place, count - 1);
                order
            })
        })
        .collect()
}
